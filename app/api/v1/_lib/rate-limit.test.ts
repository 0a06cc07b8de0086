import { expect, it } from "vitest";
import { secondsToWait } from "./rate-limit.ts";

it("lets a key make its calls of a minute, then says how long to wait, and begins anew", () => {
  const calls = Array.from({ length: 6_000 }, () => secondsToWait("api-key:one", 1_000));

  expect(calls.every((wait) => wait === null)).toBe(true);
  expect(secondsToWait("api-key:one", 31_000)).toBe(30);
  expect(secondsToWait("api-key:another", 31_000)).toBeNull();
  expect(secondsToWait("api-key:one", 61_000)).toBeNull();
});
