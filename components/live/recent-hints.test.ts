import { expect, it } from "vitest";
import { queryKeys } from "./query-keys.ts";
import { rememberHints } from "./recent-hints.ts";

it("knows for half a minute which readings a hint has made old, and none that it does not touch", () => {
  let now = 0;
  const hints = rememberHints(() => now);

  hints.add({ topic: "refund", refundId: "r1", paymentId: "p1" });

  expect(hints.touched(queryKeys.refund("r1"))).toBe(true);
  expect(hints.touched(queryKeys.order("O1", ["p1"]))).toBe(true);
  expect(hints.touched(queryKeys.refund("r2"))).toBe(false);
  now = 30_001;
  expect(hints.touched(queryKeys.refund("r1"))).toBe(false);
});
