import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balanceOf, refundableMinor } from "./balance.ts";
import { BALANCE_EFFECT, REFUND_STATES } from "./refund-state.ts";

const minor = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe("the refundable balance", () => {
  it("is what the equation on screen says, term by term", () => {
    const refunds = fc.array(
      fc.record({ state: fc.constantFrom(...REFUND_STATES), amountMinor: fc.bigInt({ min: 1n, max: 10n ** 9n }) }),
    );
    fc.assert(
      fc.property(refunds, minor, minor, minor, (all, free, elsewhere, heldMinor) => {
        const sum = (effect: string) =>
          all
            .filter(({ state }) => BALANCE_EFFECT[state] === effect)
            .reduce((total, { amountMinor }) => total + amountMinor, 0n);
        const refundedMinor = sum("refunded");
        const reservedMinor = sum("reserved");
        const gatewayRefundedMinor = refundedMinor + elsewhere;
        const counters = {
          capturedMinor: free + reservedMinor + gatewayRefundedMinor + heldMinor,
          reservedMinor,
          refundedMinor,
          gatewayRefundedMinor,
          heldMinor,
        };

        const balance = balanceOf(counters, all);

        expect(
          balance.paid -
            balance.refunded -
            balance.atGateway -
            balance.unknown -
            balance.approvedWaiting -
            balance.awaitingApproval -
            balance.onHold,
        ).toBe(balance.refundable);
        expect(balance.refundable).toBe(free);
      }),
    );
  });

  it("counts the larger of our and the gateway's total, because refunds are also made in the gateway's portal", () => {
    const counters = {
      capturedMinor: 100n,
      reservedMinor: 0n,
      refundedMinor: 20n,
      gatewayRefundedMinor: 50n,
      heldMinor: 0n,
    };
    expect(refundableMinor(counters)).toBe(50n);
    expect(refundableMinor({ ...counters, refundedMinor: 60n })).toBe(40n);
  });

  it("is never below zero, though the gateway may have given back more than was paid", () => {
    expect(
      refundableMinor({
        capturedMinor: 100n,
        reservedMinor: 30n,
        refundedMinor: 0n,
        gatewayRefundedMinor: 90n,
        heldMinor: 0n,
      }),
    ).toBe(0n);
  });
});
