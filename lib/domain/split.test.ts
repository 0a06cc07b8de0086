import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggestSplit } from "./split.ts";

const paid = (paymentId: string, day: number, refundableMinor: bigint) => ({
  paymentId,
  paidAt: `2026-11-${String(day).padStart(2, "0")}T10:00:00.000Z`,
  refundableMinor,
});

const sources = fc
  .array(fc.record({ day: fc.integer({ min: 1, max: 28 }), minor: fc.bigInt({ min: 0n, max: 10n ** 18n }) }), {
    maxLength: 8,
  })
  .map((all) => all.map(({ day, minor }, index) => paid(`payment ${index}`, day, minor)));

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((all, one) => all + one, 0n);

describe("the suggested split of an amount over payments", () => {
  it("takes all of the newest payment before it touches the one before", () => {
    const parts = suggestSplit(120n, [paid("old", 1, 90n), paid("newest", 3, 70n), paid("middle", 2, 30n)]);

    expect([...parts]).toEqual([
      ["newest", 70n],
      ["middle", 30n],
      ["old", 20n],
    ]);
  });

  it("leaves out what gives nothing, and asks for nothing where nothing is wanted", () => {
    expect([...suggestSplit(10n, [paid("empty", 2, 0n), paid("full", 1, 10n)]).keys()]).toEqual(["full"]);
    expect(suggestSplit(0n, [paid("full", 1, 10n)]).size).toBe(0);
    expect(suggestSplit(-5n, [paid("full", 1, 10n)]).size).toBe(0);
  });

  it("adds up to the amount to the last minor unit, or to all there is", () => {
    fc.assert(
      fc.property(sources, fc.bigInt({ min: 0n, max: 10n ** 19n }), (all, amount) => {
        const there = sum(all.map(({ refundableMinor }) => refundableMinor));
        expect(sum(suggestSplit(amount, all).values())).toBe(amount < there ? amount : there);
      }),
    );
  });

  it("asks no payment for more than it has, and for a part only where there is one", () => {
    fc.assert(
      fc.property(sources, fc.bigInt({ min: 0n, max: 10n ** 19n }), (all, amount) => {
        for (const [paymentId, part] of suggestSplit(amount, all)) {
          expect(part > 0n).toBe(true);
          expect(part <= (all.find((source) => source.paymentId === paymentId)?.refundableMinor ?? 0n)).toBe(true);
        }
      }),
    );
  });

  it("is the same in whatever order the payments come", () => {
    fc.assert(
      fc.property(sources, fc.bigInt({ min: 0n, max: 10n ** 19n }), (all, amount) => {
        expect(suggestSplit(amount, all.toReversed())).toEqual(suggestSplit(amount, all));
      }),
    );
  });
});
