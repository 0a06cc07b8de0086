import { describe, expect, it } from "vitest";
import { approvalsNeeded, DEFAULT_POLICY, type PolicyFacts, policyDocumentSchema, ruleHolds } from "./policy.ts";

const policy = policyDocumentSchema.parse({
  default: { approvals: 1 },
  rules: [
    { currency: "VND", upTo: "5000000", approvals: 0 },
    { currency: "VND", upTo: "50000000", approvals: 2 },
  ],
});

const facts = (minor: bigint, currency = "VND", more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  amount: { minor, currency },
  gateway: "neox",
  method: "QR",
  reason: "Returned",
  paidAt: new Date("2026-10-01T00:00:00Z"),
  now: new Date("2026-11-01T00:00:00Z"),
  isNewReceiver: false,
  requestedBy: "person",
  ...more,
});
const NOTHING = { ofPayment: 0n };

describe("the approval policy", () => {
  it.each([
    ["up to the limit, which counts", 5_000_000n, "VND", 0],
    ["just above it", 5_000_001n, "VND", 2],
    ["above every rule", 50_000_001n, "VND", 1],
    ["another currency", 1n, "HKD", 1],
  ])("asks for the approvals of the first rule that fits: %s", (_name, minor, currency, approvals) => {
    expect(approvalsNeeded(policy, facts(minor, currency), NOTHING).approvals).toBe(approvals);
  });

  it("asks for another person where nobody has written a policy", () => {
    expect(approvalsNeeded(DEFAULT_POLICY, facts(1n), NOTHING)).toMatchObject({ approvals: 1, rule: null });
  });

  it.each([
    [{ default: { approvals: -1 } }],
    [{ default: { approvals: 1 }, rules: [{ currency: "VND", upTo: "5.5", approvals: 0 }] }],
    [{ default: { approvals: 1 }, rules: [{ currency: "XXQ", upTo: "5", approvals: 0 }] }],
    [{ default: { approvals: 1 }, surprise: true }],
    [{ default: { approvals: 0.5 } }],
    [{ default: { approvals: 1 }, rules: [{ approvals: 0 }] }],
    [{ default: { approvals: 1 }, rules: [{ upTo: "5", approvals: 0 }] }],
    [{ default: { approvals: 1 }, rules: [{ newReceiver: false, approvals: 0 }] }],
    [{ default: { approvals: 1 }, limits: [{ of: "payment", currency: "VND", perDay: "5.5" }] }],
    [{ default: { approvals: 1 }, limits: [{ of: "shop", currency: "VND", perDay: "5" }] }],
  ])("refuses %j", (document) => {
    expect(policyDocumentSchema.safeParse(document).success).toBe(false);
  });

  it.each<[string, object, Partial<PolicyFacts>, boolean | null]>([
    ["the gateway", { gateway: "payease" }, {}, false],
    ["the method, whatever its case", { method: "qr" }, {}, true],
    ["part of the reason, without diacritics", { reason: "tra hang" }, { reason: "Khách trả hàng lại" }, true],
    ["another reason", { reason: "tra hang" }, { reason: "Duplicate" }, false],
    ["a reason that is not written yet", { reason: "tra hang" }, { reason: null }, null],
    ["an older payment", { olderThanDays: 30 }, {}, true],
    ["a payment of just so many days", { olderThanDays: 31 }, {}, false],
    ["a new receiver", { newReceiver: true }, { isNewReceiver: true }, true],
    ["a known receiver", { newReceiver: true }, {}, false],
    ["a receiver that is not known yet", { newReceiver: true }, { isNewReceiver: null }, null],
    ["who asks", { requestedBy: "api" }, {}, false],
    ["only some of its conditions", { method: "QR", gateway: "payease" }, {}, false],
    ["the currency alone", { currency: "VND" }, {}, true],
  ])("looks at %s", (_name, conditions, more, expected) => {
    const { rules } = policyDocumentSchema.parse({
      default: { approvals: 1 },
      rules: [{ ...conditions, approvals: 3 }],
    });
    const [rule] = rules;
    expect(rule && ruleHolds(rule, facts(1n, "VND", more))).toBe(expected);
  });

  it("B07 takes many small refunds of one payment in a day for one large one", () => {
    const limited = { ...policy, limits: [{ of: "payment" as const, currency: "VND", perDay: "8000000" }] };
    const ask = (ofPayment: bigint) => approvalsNeeded(limited, facts(4_000_000n), { ofPayment });

    expect(ask(4_000_000n)).toEqual({ approvals: 0, rule: 0, beyondDailyLimit: false });
    expect(ask(4_000_001n)).toEqual({ approvals: 1, rule: 0, beyondDailyLimit: true });
  });
});
