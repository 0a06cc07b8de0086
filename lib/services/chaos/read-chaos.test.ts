import { expect, it } from "vitest";
import { FAULTS } from "#lib/contracts/chaos.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { chaosOrderId, faultOf, isKept } from "./read-chaos.ts";

it.each<[RefundState, moves: number, kept: boolean]>([
  ["succeeded", 1, true],
  ["succeeded", 0, false],
  ["succeeded", 2, false],
  ["failed", 0, true],
  ["failed", 1, false],
  ["unknown", 0, true],
  ["unknown", 1, true],
  ["needs_review", 2, false],
])("a refund that is %s and moved %i times keeps the promises: %s", (state, moves, kept) => {
  expect(isKept(state, moves)).toBe(kept);
});

it.each(FAULTS)("an order says that %s was done to it", (fault) => {
  expect(faultOf(chaosOrderId(fault, "A1B2C3"))).toBe(fault);
  expect(faultOf("HK-50101")).toBeUndefined();
});
