import { describe, expect, it } from "vitest";
import { queriesTouchedBy, queryKeys } from "./query-keys.ts";

describe("a hint of the live stream", () => {
  const hint = { topic: "refund", refundId: "r1", paymentId: "p1", orderId: "an ID of the database" } as const;

  it("makes its refund, its order and every list old", () => {
    const touched = [
      queryKeys.refund("r1"),
      queryKeys.order("DH-1", ["p0", "p1"]),
      queryKeys.orders(""),
      queryKeys.refunds(""),
      queryKeys.approvals(""),
      queryKeys.counts("orders"),
    ];

    expect(touched.filter((key) => !queriesTouchedBy(hint, key))).toEqual([]);
  });

  it("leaves other records and the state of the worker alone", () => {
    const others = [queryKeys.refund("r2"), queryKeys.order("DH-2", ["p2"]), queryKeys.status()];

    expect(others.filter((key) => queriesTouchedBy(hint, key))).toEqual([]);
  });

  it("about a part of a group makes every open refund old, because the parts are shown together", () => {
    expect(queriesTouchedBy({ ...hint, groupId: "g1" }, queryKeys.refund("r2"))).toBe(true);
  });

  it("about the worker makes only the desk's own state old", () => {
    expect(queriesTouchedBy({ topic: "worker" }, queryKeys.status())).toBe(true);
    expect(queriesTouchedBy({ topic: "worker" }, queryKeys.orders(""))).toBe(false);
  });

  it("about a notice makes only the bell and its list old, and nothing else makes them old", () => {
    const bell = [queryKeys.unreadNotices(), queryKeys.notices("")];

    expect(bell.every((key) => queriesTouchedBy({ topic: "notice" }, key))).toBe(true);
    expect(bell.some((key) => queriesTouchedBy(hint, key))).toBe(false);
    expect(queriesTouchedBy({ topic: "notice" }, queryKeys.orders(""))).toBe(false);
  });

  it("about what people wrote makes orders, questions and its refund old", () => {
    const note = { topic: "comment", refundId: "r1", orderId: "an ID of the database" } as const;
    const touched = [queryKeys.order("DH-1", []), queryKeys.questions(), queryKeys.refund("r1")];

    expect(touched.every((key) => queriesTouchedBy(note, key))).toBe(true);
    expect([queryKeys.refund("r2"), queryKeys.orders("")].some((key) => queriesTouchedBy(note, key))).toBe(false);
    expect(queriesTouchedBy(hint, queryKeys.questions())).toBe(false);
  });

  it("about a message that came in makes only the messages old", () => {
    expect(queriesTouchedBy({ topic: "inbox" }, queryKeys.notifications("effect=forged"))).toBe(true);
    expect(queriesTouchedBy({ topic: "inbox" }, queryKeys.orders(""))).toBe(false);
  });
});
