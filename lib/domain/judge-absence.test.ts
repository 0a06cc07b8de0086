import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AbsenceToJudge, judgeAbsence } from "./judge-absence.ts";

const QUIET = 900_000;
const proven: AbsenceToJudge = {
  absentAtMs: [QUIET, QUIET + 120_000, QUIET + 240_000],
  quietTimeMs: QUIET,
  refused: null,
  wasKnown: false,
  resendIsSafe: true,
  resentBefore: false,
  senderGone: true,
  firstSentMsAgo: QUIET + 240_000,
};

describe("a refund that the gateway does not know", () => {
  it("F07 is proven absent by three answers after the quiet time, two minutes apart", () => {
    expect(judgeAbsence(proven)).toEqual({ kind: "send_again" });
    expect(judgeAbsence({ ...proven, absentAtMs: proven.absentAtMs.slice(1) })).toEqual({ kind: "ask_again" });
    expect(judgeAbsence({ ...proven, absentAtMs: [QUIET, QUIET + 1, QUIET + 240_000] })).toEqual({ kind: "ask_again" });
  });

  it("E06 is asked for again as long as it may still land, however often it was not there", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: QUIET - 1 }), { maxLength: 50 }), (early) => {
        expect(judgeAbsence({ ...proven, absentAtMs: early.sort((a, b) => a - b) })).toEqual({ kind: "ask_again" });
      }),
    );
  });

  it("is sent again once at the most, and never by a gateway that might pay twice", () => {
    expect(judgeAbsence({ ...proven, resentBefore: true })).toEqual({ kind: "person", why: "absent_at_gateway" });
    expect(judgeAbsence({ ...proven, resendIsSafe: false })).toEqual({ kind: "person", why: "absent_at_gateway" });
    expect(judgeAbsence({ ...proven, firstSentMsAgo: 86_400_000 })).toEqual({
      kind: "person",
      why: "absent_at_gateway",
    });
  });

  it("D09 is not sent again while its sender may live", () => {
    expect(judgeAbsence({ ...proven, senderGone: false })).toEqual({ kind: "ask_again" });
  });

  it("F10 after a refusal of the request itself has failed, after any other refusal needs a person", () => {
    expect(judgeAbsence({ ...proven, refused: { refusesRequest: true } })).toEqual({
      kind: "evidence",
      verdict: "not_moved",
      source: "refusal",
    });
    expect(judgeAbsence({ ...proven, refused: { refusesRequest: false } })).toEqual({
      kind: "person",
      why: "refusal_unclear",
    });
  });

  it("after it was known needs a person", () => {
    expect(judgeAbsence({ ...proven, wasKnown: true })).toEqual({ kind: "person", why: "absent_at_gateway" });
  });
});
