import { describe, expect, it } from "vitest";
import { BALANCE_TERM } from "./balance.ts";
import { BALANCE_EFFECT, canMove, isFinal, REFUND_STATES, TRANSITIONS } from "./refund-state.ts";

describe("the life of a refund", () => {
  it("leads from the request to every state", () => {
    const reached = new Set<string>(["awaiting_approval", "queued"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of REFUND_STATES)
        if (reached.has(state)) for (const next of TRANSITIONS[state]) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...REFUND_STATES].sort());
  });

  it("has no state without a way to an end", () => {
    const ends = new Set<string>(REFUND_STATES.filter((state) => isFinal(state)));
    for (let size = 0; size !== ends.size; ) {
      size = ends.size;
      for (const state of REFUND_STATES) if (TRANSITIONS[state].some((next) => ends.has(next))) ends.add(state);
    }
    expect(ends.size).toBe(REFUND_STATES.length);
  });

  it("reserves again nothing that was released, and frees nothing that was refunded but by reversing", () => {
    for (const from of REFUND_STATES) {
      for (const to of TRANSITIONS[from]) {
        if (BALANCE_EFFECT[from] === "released") expect.fail(`${from} -> ${to}`);
        if (BALANCE_EFFECT[from] === "refunded") expect(to).toBe("reversed");
      }
    }
  });

  it("never goes back from the gateway's side to the people's", () => {
    for (const from of ["submitting", "processing", "unknown"] as const) {
      expect(canMove(from, "awaiting_approval")).toBe(false);
      expect(canMove(from, "cancelled")).toBe(false);
    }
  });

  it("counts every reserved state in exactly one term of the equation", () => {
    for (const state of REFUND_STATES)
      expect(BALANCE_TERM[state] !== undefined).toBe(BALANCE_EFFECT[state] === "reserved");
  });
});
