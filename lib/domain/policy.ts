import { z } from "zod";
import { currencyDigits, type Money, parseMoney } from "./money.ts";
import { searchable } from "./text.ts";

/** More people than this are no control but a queue. */
const approvalsSchema = z.number().int().min(0).max(5);
const currencySchema = z.string().refine((code) => currencyDigits(code) !== undefined, "currency_unknown");
const wordSchema = z.string().trim().min(1).max(64);

/**
 * How many other people must approve. The first rule whose conditions all hold decides, else the default. `upTo` is
 * inclusive and per refund, in major units of the rule's currency; the two go together.
 */
const ruleSchema = z
  .strictObject({
    currency: currencySchema.optional(),
    upTo: z.string().optional(),
    gateway: wordSchema.optional(),
    /** The gateway's own word: QR, CC, … */
    method: wordSchema.optional(),
    /** Part of the reason, whatever its case and its diacritics. */
    reason: wordSchema.optional(),
    /** Paid more than so many days ago. */
    olderThanDays: z.number().int().min(0).max(3_650).optional(),
    /** The beneficiary's account never received a refund from here. */
    newReceiver: z.literal(true).optional(),
    requestedBy: z.enum(["person", "api"]).optional(),
    approvals: approvalsSchema,
  })
  .superRefine(({ approvals: _, ...conditions }, context) => {
    const { currency, upTo } = conditions;
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (Object.values(conditions).every((one) => one === undefined)) refuse("upTo", "rule_without_condition");
    else if (upTo !== undefined && currency === undefined) refuse("currency", "currency_missing");
    else if (upTo !== undefined && currency !== undefined)
      checkAmount(upTo, currency, () => refuse("upTo", "money_unreadable"));
  });

/** The most that may be asked for or approved by one person in a day, or asked of one payment without another look. */
const limitSchema = z
  .strictObject({ of: z.enum(["requester", "approver", "payment"]), currency: currencySchema, perDay: z.string() })
  .superRefine(({ currency, perDay }, context) =>
    checkAmount(perDay, currency, () =>
      context.addIssue({ code: "custom", path: ["perDay"], message: "money_unreadable" }),
    ),
  );

function checkAmount(text: string, currency: string, refuse: () => void): void {
  if (currencyDigits(currency) !== undefined && !parseMoney(text, currency).ok) refuse();
}

export const policyDocumentSchema = z.strictObject({
  default: z.strictObject({ approvals: approvalsSchema }),
  rules: z.array(ruleSchema).max(100).default([]),
  limits: z.array(limitSchema).max(50).optional(),
});

export type PolicyDocument = z.infer<typeof policyDocumentSchema>;
export type PolicyRule = PolicyDocument["rules"][number];
export type PolicyLimit = NonNullable<PolicyDocument["limits"]>[number];

/** Where nobody has written a policy: every refund needs one other person. */
export const DEFAULT_POLICY: PolicyDocument = { default: { approvals: 1 }, rules: [] };

/** What a rule may look at. `amount` is this refund's; `null` is not known yet, and a rule that asks for it stays open. */
export type PolicyFacts = {
  readonly amount: Money;
  readonly gateway: string;
  readonly method: string;
  readonly reason: string | null;
  readonly paidAt: Date;
  readonly now: Date;
  readonly isNewReceiver: boolean | null;
  readonly requestedBy: "person" | "api";
};

/** Minor units asked for since the day began, this refund not counted. */
export type AskedToday = { readonly ofPayment: bigint; readonly byRequester: bigint };

export type PolicyDecision = {
  readonly approvals: number;
  readonly rule: number | null;
  /** Where a daily limit asks for more people than the rule does. */
  readonly beyondDailyLimit: boolean;
};

export function approvalsNeeded(
  policy: PolicyDocument,
  facts: PolicyFacts,
  asked: Pick<AskedToday, "ofPayment">,
): PolicyDecision {
  const index = policy.rules.findIndex((rule) => ruleHolds(rule, facts) === true);
  const approvals = policy.rules[index]?.approvals ?? policy.default.approvals;
  const beyond = exceedsLimit(policy, "payment", facts.amount, asked.ofPayment) !== null;
  // Many small refunds of one payment are one large one (B07), so the rule for small ones does not decide.
  const least = beyond ? Math.max(1, policy.default.approvals) : 0;
  return {
    approvals: Math.max(approvals, least),
    rule: index < 0 ? null : index,
    beyondDailyLimit: least > approvals,
  };
}

/** The limit that this amount would go beyond after what was used today, or null. */
export function exceedsLimit(
  policy: PolicyDocument,
  of: PolicyLimit["of"],
  amount: Money,
  usedMinor: bigint,
): Money | null {
  for (const limit of limitsOf(policy, of, amount.currency)) if (usedMinor + amount.minor > limit.minor) return limit;
  return null;
}

/** Whether there is anything to look up for these facts, which costs a question. */
export function policyLooksAt(policy: PolicyDocument, currency: string): { receiver: boolean; today: boolean } {
  return {
    receiver: policy.rules.some((rule) => rule.newReceiver),
    today: (["requester", "payment"] as const).some((of) => limitsOf(policy, of, currency).length > 0),
  };
}

export function limitsOf(policy: PolicyDocument, of: PolicyLimit["of"], currency: string): Money[] {
  return (policy.limits ?? [])
    .filter((limit) => limit.of === of && limit.currency === currency)
    .flatMap((limit) => {
      const parsed = parseMoney(limit.perDay, limit.currency);
      return parsed.ok ? [parsed.value] : [];
    });
}

/** Null while something the rule asks for is not known yet. */
export function ruleHolds(rule: PolicyRule, facts: PolicyFacts): boolean | null {
  const limit = rule.upTo === undefined || !rule.currency ? null : parseMoney(rule.upTo, rule.currency);
  const known = [
    rule.currency === undefined || rule.currency === facts.amount.currency,
    limit === null || (limit.ok && facts.amount.minor <= limit.value.minor),
    rule.gateway === undefined || rule.gateway === facts.gateway,
    rule.method === undefined || rule.method.toUpperCase() === facts.method.toUpperCase(),
    rule.olderThanDays === undefined || daysBetween(facts.paidAt, facts.now) > rule.olderThanDays,
    rule.requestedBy === undefined || rule.requestedBy === facts.requestedBy,
    rule.reason === undefined || facts.reason === null || searchable(facts.reason).includes(searchable(rule.reason)),
    !rule.newReceiver || facts.isNewReceiver !== false,
  ];
  if (known.includes(false)) return false;
  const open =
    (rule.reason !== undefined && facts.reason === null) || (rule.newReceiver && facts.isNewReceiver === null);
  return open ? null : true;
}

const DAY_MS = 86_400_000;

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY_MS;
}
