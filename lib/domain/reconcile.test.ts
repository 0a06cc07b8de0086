import { describe, expect, it } from "vitest";
import { stateDifference, totalDifference } from "./reconcile.ts";

describe("H10 a payment's refunded total at its gateway", () => {
  const known = { refunded: 100n, outside: 20n, underWay: 0n, recent: 0n };
  it.each([
    ["fits", { ...known, atGateway: 120n }, 0n],
    ["fits while one of ours is under way and counted", { ...known, underWay: 30n, atGateway: 150n }, 0n],
    ["fits while one of ours is under way and not counted", { ...known, underWay: 30n, atGateway: 120n }, 0n],
    ["fits while the last one is too young to show", { ...known, recent: 40n, atGateway: 80n }, 0n],
    ["F15 holds money that left elsewhere", { ...known, atGateway: 170n }, 50n],
    ["holds more than what is under way", { ...known, underWay: 30n, atGateway: 160n }, 40n],
    ["lacks money that we call refunded", { ...known, atGateway: 90n }, -30n],
    ["lacks more than what is young", { ...known, recent: 10n, atGateway: 90n }, -30n],
  ])("%s", (_, total, difference) => {
    expect(totalDifference(total)).toBe(difference);
  });
});

describe("H10 a gateway's word about one refund", () => {
  it.each([
    ["succeeded", "succeeded", null],
    ["succeeded", "failed", { kind: "state_differs", severity: 2 }],
    ["succeeded", "processing", { kind: "state_differs", severity: 2 }],
    ["succeeded", "not_found", { kind: "missing_at_gateway", severity: 2 }],
    ["failed", "failed", null],
    ["failed", "not_found", null],
    ["failed", "succeeded", { kind: "state_differs", severity: 1 }],
    ["failed", "processing", { kind: "state_differs", severity: 1 }],
    ["unknown", "succeeded", { kind: "ends_there", severity: 3 }],
    ["unknown", "not_found", null],
    ["processing", "processing", null],
    ["reversed", "succeeded", null],
    ["reversed", "failed", null],
  ] as const)("%s here and %s there", (ours, there, difference) => {
    expect(stateDifference(ours, there)).toEqual(difference);
  });
});
