import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeReading, type ReadingToJudge } from "./judge-reading.ts";

const silent: ReadingToJudge = {
  baselineMinor: 100n,
  amountMinor: 40n,
  readingMinor: 100n,
  refused: null,
  unchangedBefore: 0,
  sinceAttemptMs: 0,
  quietTimeMs: 900_000,
  riseMeans: "moved",
};
const refused = { ...silent, refused: { refusesRequest: true }, unchangedBefore: 2, sinceAttemptMs: 900_000 };

describe("a reading of the payment's refunded total", () => {
  it("F14 that rose by exactly our amount is proof that the money moved", () => {
    expect(judgeReading({ ...silent, readingMinor: 140n })).toEqual({
      kind: "evidence",
      verdict: "moved",
      source: "difference",
    });
  });

  it("F15 that moved by another amount calls a person", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1000n }), (readingMinor) => {
        fc.pre(readingMinor !== 100n && readingMinor !== 140n);
        expect(judgeReading({ ...refused, readingMinor })).toEqual({ kind: "person", why: "reading_differs" });
      }),
    );
  });

  it("F16 is ambiguous where refunds are also made in the portal", () => {
    expect(judgeReading({ ...silent, readingMinor: 140n, riseMeans: "ambiguous" })).toEqual({
      kind: "person",
      why: "reading_differs",
    });
  });

  it("after silence proves nothing, however long it stays unchanged", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (unchangedBefore, sinceAttemptMs) => {
        expect(judgeReading({ ...silent, unchangedBefore, sinceAttemptMs })).toEqual({ kind: "ask_again" });
      }),
    );
  });

  it("F10 after a refusal of the request itself proves, three times over the quiet time, that nothing moved", () => {
    expect(judgeReading(refused)).toEqual({ kind: "evidence", verdict: "not_moved", source: "refusal" });
    expect(judgeReading({ ...refused, unchangedBefore: 1 })).toEqual({ kind: "ask_again" });
    expect(judgeReading({ ...refused, sinceAttemptMs: 899_999 })).toEqual({ kind: "ask_again" });
  });

  it("F19 after any other refusal ends with a person", () => {
    expect(judgeReading({ ...refused, refused: { refusesRequest: false } })).toEqual({
      kind: "person",
      why: "refusal_unclear",
    });
  });
});
