import { describe, expect, it } from "vitest";
import { NOTICE_TOPICS, tellingsOf, topicOf, topicsFor, USUAL_WAY } from "./notice.ts";
import { REFUND_STATES, type RefundState } from "./refund-state.ts";

const step = { requesterId: "lan", actorId: null };
const heard = (from: RefundState | null, to: RefundState, more = {}) =>
  tellingsOf({ ...step, from, to, ...more }).map(({ kind, people, roles, except = [] }) =>
    [kind, ...(people ?? []), ...(roles ?? []), ...except.map((id) => `-${id}`)].join(" "),
  );

describe("who hears of a refund", () => {
  it.each([
    [null, "awaiting_approval", ["approval_wanted manager -lan"]],
    ["awaiting_approval", "queued", ["refund_approved lan"]],
    ["awaiting_approval", "rejected", ["refund_rejected lan"]],
    ["awaiting_approval", "sent_back", ["refund_sent_back lan"]],
    ["awaiting_approval", "expired", ["refund_expired lan"]],
    ["processing", "succeeded", ["refund_succeeded lan"]],
    ["processing", "failed", ["refund_failed lan"]],
    ["unknown", "needs_review", ["refund_needs_review lan", "review_wanted manager -lan"]],
    ["succeeded", "reversed", ["refund_reversed lan"]],
    ["queued", "submitting", []],
    ["submitting", "queued", []],
    ["submitting", "unknown", []],
    [null, "queued", []],
  ] as const)("from %s to %s", (from, to, expected) => {
    expect(heard(from, to)).toEqual(expected);
  });

  it("nobody hears of what they did", () => {
    expect(heard("awaiting_approval", "cancelled", { actorId: "lan" })).toEqual([]);
    expect(heard("queued", "cancelled", { actorId: "minh" })).toEqual(["refund_cancelled lan"]);
    expect(heard("queued", "awaiting_approval", { actorId: "minh" })).toEqual(["approval_wanted manager -lan -minh"]);
  });

  it("a machine that asked is told nothing; people still decide", () => {
    const told = REFUND_STATES.flatMap((to) => heard("awaiting_approval", to, { requesterId: null }));

    expect(told).toEqual(["approval_wanted manager", "review_wanted manager"]);
  });
});

describe("topics", () => {
  it("hold each kind once", () => {
    const kinds = Object.values(NOTICE_TOPICS).flat();

    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.map(topicOf).every((topic) => USUAL_WAY[topic].inPage)).toBe(true);
  });

  it("are offered to those who can hear of them", () => {
    expect(topicsFor("support")).toEqual(["answers"]);
    expect(topicsFor("staff")).toEqual(["trouble", "progress", "questions"]);
    expect(topicsFor("manager")).toEqual(["approvals", "trouble", "progress", "questions"]);
    expect(topicsFor("admin")).toEqual(["changes"]);
  });
});
