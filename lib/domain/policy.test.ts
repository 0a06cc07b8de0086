import { describe, expect, it } from "vitest";
import { approvalsNeeded, DEFAULT_POLICY, policyDocumentSchema } from "./policy.ts";

const policy = policyDocumentSchema.parse({
  default: { approvals: 1 },
  rules: [
    { currency: "VND", upTo: "5000000", approvals: 0 },
    { currency: "VND", upTo: "50000000", approvals: 2 },
  ],
});

describe("the approval policy", () => {
  it.each([
    ["up to the limit, which counts", 5_000_000n, "VND", 0],
    ["just above it", 5_000_001n, "VND", 2],
    ["above every rule", 50_000_001n, "VND", 1],
    ["another currency", 1n, "HKD", 1],
  ])("asks for the approvals of the first rule that fits: %s", (_name, minor, currency, approvals) => {
    expect(approvalsNeeded(policy, { minor, currency }).approvals).toBe(approvals);
  });

  it("asks for another person where nobody has written a policy", () => {
    expect(approvalsNeeded(DEFAULT_POLICY, { minor: 1n, currency: "VND" })).toEqual({ approvals: 1, rule: null });
  });

  it.each([
    [{ default: { approvals: -1 } }],
    [{ default: { approvals: 1 }, rules: [{ currency: "VND", upTo: "5.5", approvals: 0 }] }],
    [{ default: { approvals: 1 }, rules: [{ currency: "XXQ", upTo: "5", approvals: 0 }] }],
    [{ default: { approvals: 1 }, surprise: true }],
    [{ default: { approvals: 0.5 } }],
  ])("refuses %j", (document) => {
    expect(policyDocumentSchema.safeParse(document).success).toBe(false);
  });
});
