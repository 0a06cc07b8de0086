import { expect, it } from "vitest";
import { digestOf, sealRefund } from "./seal.ts";

const approved = {
  reference: "R01JD5M8F3T9QZ7X0V2C4B6N8K1F",
  paymentId: "payment",
  gatewayAccountId: "account",
  amountMinor: 40_000n,
  currency: "VND",
  reason: "Returned",
  gatewayReason: "Returned",
  receiverDigest: "digest of a receiver",
  requiredApprovals: 1,
  policyVersion: 3,
  approvalRound: 1,
};

it.each<[string, Partial<typeof approved>]>([
  ["reference", { reference: "R01JD5M8F3T9QZ7X0V2C4B6N8K2F" }],
  ["payment", { paymentId: "another payment" }],
  ["gateway account", { gatewayAccountId: "another account" }],
  ["amount", { amountMinor: 40_001n }],
  ["currency", { currency: "HKD" }],
  ["reason", { reason: "Broken" }],
  ["reason for the gateway", { gatewayReason: "Broken" }],
  ["receiver", { receiverDigest: "digest of another receiver" }],
  ["number of approvals", { requiredApprovals: 2 }],
  ["policy", { policyVersion: 4 }],
  ["round of approval", { approvalRound: 2 }],
])("B05 B12 the seal of a refund with another %s is another seal", (_what, change) => {
  expect(sealRefund({ ...approved, ...change })).not.toBe(sealRefund(approved));
});

it("parts of a digest cannot run into each other", () => {
  expect(digestOf(["ab", "c"])).not.toBe(digestOf(["a", "bc"]));
});
