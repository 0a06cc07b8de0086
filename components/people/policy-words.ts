import { useTranslations } from "next-intl";
import { moneyText } from "#components/ui/money-text.ts";
import { type Money, moneyToText, parseMoney } from "#lib/domain/money.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";

/** A policy as sentences, one for each line that can decide. */
export function usePolicyWords(): (document: PolicyDocument) => string[] {
  const t = useTranslations("people.policy");
  return ({ default: otherwise, rules }) => {
    const lines = rules.flatMap((rule, i) => {
      const limit = limitOf(rule);
      if (!limit || isCovered(rules, i)) return [];
      return [t("upTo", { amount: moneyText(moneyToText(limit), limit.currency), approvals: rule.approvals })];
    });
    return [...lines, t(lines.length > 0 ? "everythingElse" : "everything", { approvals: otherwise.approvals })];
  };
}

type Rule = PolicyDocument["rules"][number];

/** An earlier line of the same currency reaches as far, so this one never decides. */
export function isCovered(rules: readonly Rule[], index: number): boolean {
  const rule = rules[index];
  const limit = rule && limitOf(rule);
  if (!limit) return false;
  return rules.slice(0, index).some((earlier) => {
    const reach = earlier.currency === rule.currency && limitOf(earlier);
    return reach && reach.minor >= limit.minor;
  });
}

function limitOf({ upTo, currency }: Rule): Money | null {
  const limit = parseMoney(upTo, currency);
  return limit.ok ? limit.value : null;
}
