import { z } from "zod";
import { currencyDigits, type Money, parseMoney } from "./money.ts";

/**
 * How many other people must approve. The first rule that fits decides, else the default. `upTo` is inclusive
 * and per refund, in major units of the rule's currency. More conditions can join a rule later; all must hold.
 */
const ruleSchema = z
  .strictObject({
    currency: z.string().refine((code) => currencyDigits(code) !== undefined, "currency_unknown"),
    upTo: z.string(),
    approvals: z.number().int().min(0).max(5),
  })
  .superRefine((rule, context) => {
    if (currencyDigits(rule.currency) !== undefined && !parseMoney(rule.upTo, rule.currency).ok) {
      context.addIssue({ code: "custom", path: ["upTo"], message: "money_unreadable" });
    }
  });

export const policyDocumentSchema = z.strictObject({
  default: z.strictObject({ approvals: z.number().int().min(0).max(5) }),
  rules: z.array(ruleSchema).max(100).default([]),
});

export type PolicyDocument = z.infer<typeof policyDocumentSchema>;

/** Where nobody has written a policy: every refund needs one other person. */
export const DEFAULT_POLICY: PolicyDocument = { default: { approvals: 1 }, rules: [] };

export type PolicyDecision = { readonly approvals: number; readonly rule: number | null };

export function approvalsNeeded(policy: PolicyDocument, amount: Money): PolicyDecision {
  const index = policy.rules.findIndex((rule) => {
    if (rule.currency !== amount.currency) return false;
    const limit = parseMoney(rule.upTo, rule.currency);
    return limit.ok && amount.minor <= limit.value.minor;
  });
  const rule = policy.rules[index];
  return rule ? { approvals: rule.approvals, rule: index } : { approvals: policy.default.approvals, rule: null };
}
