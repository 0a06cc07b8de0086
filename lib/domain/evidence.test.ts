import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldEvidence, nextState, type Verdict } from "./evidence.ts";
import { REFUND_STATES, type RefundState } from "./refund-state.ts";

const verdict = fc.constantFrom<Verdict>("moved", "not_moved", "in_progress");
const verdicts = fc.array(verdict, { maxLength: 8 });

describe("the fold over evidence", () => {
  it("G02 does not depend on the order of what came in", () => {
    fc.assert(
      fc.property(
        verdicts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(foldEvidence(shuffled)).toEqual(foldEvidence(all));
        },
      ),
    );
  });

  it("G01 does not depend on how often a message came", () => {
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1, max: 5 }), (all, times) => {
        expect(foldEvidence(Array.from({ length: times }, () => all).flat())).toEqual(foldEvidence(all));
      }),
    );
  });

  it("calls nothing succeeded without a movement and nothing failed without proof of none", () => {
    fc.assert(
      fc.property(verdicts, (all) => {
        const fold = foldEvidence(all);
        if (fold.kind === "state" && fold.state === "succeeded") expect(all).toContain("moved");
        if (fold.kind === "state" && fold.state === "failed") expect(all).toContain("not_moved");
      }),
    );
  });

  it("G02 leads to the same end by all 24 orders of four messages", () => {
    const messages: Verdict[] = ["in_progress", "moved", "in_progress", "moved"];
    for (const order of permutations(messages)) {
      let state: RefundState = "submitting";
      const seen: Verdict[] = [];
      for (const message of order) {
        seen.push(message);
        state = nextState(state, seen).state;
      }
      expect(state).toBe("succeeded");
    }
  });
});

describe("nextState", () => {
  it("E17 E18 lets the first final state stand, and says that there is a contradiction", () => {
    expect(nextState("succeeded", ["moved", "not_moved"])).toEqual({ state: "succeeded", contradiction: true });
    expect(nextState("failed", ["not_moved", "moved"])).toEqual({ state: "failed", contradiction: true });
  });

  it("calls a person where verdicts contradict each other before an end", () => {
    expect(nextState("processing", ["moved", "not_moved"])).toEqual({ state: "needs_review", contradiction: true });
  });

  it("takes a refund out of the people's queue only by something definite", () => {
    expect(nextState("needs_review", ["in_progress"]).state).toBe("needs_review");
    expect(nextState("needs_review", ["in_progress", "moved"]).state).toBe("succeeded");
    expect(nextState("needs_review", ["not_moved"]).state).toBe("failed");
  });

  it("never flips a final state, whatever comes", () => {
    fc.assert(
      fc.property(fc.constantFrom<RefundState>("succeeded", "failed", "reversed"), verdicts, (state, all) => {
        expect(nextState(state, all).state).toBe(state);
      }),
    );
  });

  it("knows every state", () => {
    for (const state of REFUND_STATES) expect(nextState(state, []).contradiction).toBe(false);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
