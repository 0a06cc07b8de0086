import { currencyDigits, parseMoney } from "#lib/domain/money.ts";
import type { PolicyDocument, PolicyLimit, PolicyRule } from "#lib/domain/policy.ts";

/** A rule as it is being typed: every condition a text, empty where there is none. */
export type PolicyLine = Readonly<Record<LineField, string>> & { readonly key: number };
export type LineField = "currency" | "upTo" | "approvals" | Condition;
export type Condition = (typeof CONDITIONS)[number];
export const CONDITIONS = ["gateway", "method", "reason", "olderThanDays", "newReceiver", "requestedBy"] as const;

export type LimitLine = Readonly<Record<"of" | "currency" | "perDay", string>> & { readonly key: number };

export function lineOf(rule: Partial<PolicyRule>, key: number): PolicyLine {
  const text = (value: unknown) => (value === undefined ? "" : String(value));
  return {
    key,
    currency: text(rule.currency),
    upTo: rule.upTo === undefined ? "" : grouped(rule.upTo),
    gateway: text(rule.gateway),
    method: text(rule.method),
    reason: text(rule.reason),
    olderThanDays: text(rule.olderThanDays),
    newReceiver: text(rule.newReceiver),
    requestedBy: text(rule.requestedBy),
    approvals: text(rule.approvals ?? 0),
  };
}

export function limitLineOf(limit: Partial<PolicyLimit>, key: number): LimitLine {
  const { of = "requester", currency = "VND", perDay } = limit;
  return { key, of, currency, perDay: perDay === undefined ? "" : grouped(perDay) };
}

/** What is written so far; lines that cannot be read yet are left out. */
export function documentOf(
  lines: readonly PolicyLine[],
  limits: readonly LimitLine[],
  otherwise: string,
): PolicyDocument {
  return {
    default: { approvals: Number(otherwise) },
    rules: lines.flatMap((line) => ruleOf(line) ?? []),
    limits: limits.flatMap(({ of, currency, perDay }) =>
      isAmount(perDay, currency) ? [{ of: of as PolicyLimit["of"], currency, perDay: plain(perDay) }] : [],
    ),
  };
}

function ruleOf(line: PolicyLine): PolicyRule | null {
  const { upTo, currency, gateway, method, reason, olderThanDays, newReceiver, requestedBy } = line;
  const conditions: Omit<PolicyRule, "approvals"> = {
    ...(upTo.trim() ? { currency, upTo: plain(upTo) } : {}),
    ...(gateway ? { gateway } : {}),
    ...(method.trim() ? { method: method.trim() } : {}),
    ...(reason.trim() ? { reason: reason.trim() } : {}),
    ...(/^\d{1,4}$/.test(olderThanDays) ? { olderThanDays: Number(olderThanDays) } : {}),
    ...(newReceiver ? { newReceiver: true } : {}),
    ...(requestedBy ? { requestedBy: requestedBy as "person" | "api" } : {}),
  };
  if (Object.keys(conditions).length === 0 || (upTo.trim() && !isAmount(upTo, currency))) return null;
  // A currency without an amount counts once there is another condition, as it does on the server.
  return {
    ...conditions,
    ...(currencyDigits(currency) === undefined ? {} : { currency }),
    approvals: Number(line.approvals),
  };
}

function isAmount(text: string, currency: string): boolean {
  return currencyDigits(currency) !== undefined && parseMoney(plain(text), currency).ok;
}

function plain(text: string): string {
  return text.replace(/[\s,_]/g, "");
}

/** 5000000 in groups apart, for a point or a comma means something else in the next language; taken out again. */
function grouped(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
