import { useLocale, useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { formatMoney, type Money, parseMoney } from "#lib/domain/money.ts";
import type { PolicyDocument, PolicyRule } from "#lib/domain/policy.ts";

/** A policy as sentences, one for each line that can decide, then its limits. */
export function usePolicyWords(): (document: PolicyDocument) => string[] {
  const t = useTranslations("people.policy");
  const locale = useLocale();
  const conditionsOf = useConditionWords();
  return ({ default: otherwise, rules, limits = [] }) => {
    const lines = rules.flatMap((rule, i) => {
      const conditions = conditionsOf(rule);
      if (isCovered(rules, i) || conditions.length === 0) return [];
      const all = new Intl.ListFormat(locale, { type: "conjunction" }).format(conditions);
      return [t("rule", { conditions: capitalised(all, locale), approvals: rule.approvals })];
    });
    const days = limits.flatMap(({ of, currency, perDay }) => {
      const limit = moneyOf(perDay, currency);
      return limit ? [t(`limitWords.${of}`, { amount: formatMoney(limit, locale) })] : [];
    });
    const rest = t(lines.length > 0 ? "everythingElse" : "everything", { approvals: otherwise.approvals });
    return [...lines, rest, ...days];
  };
}

/** "up to 5,000,000 ₫", "paid by QR", … */
function useConditionWords(): (rule: PolicyRule) => string[] {
  const t = useTranslations("people.policy.if");
  const locale = useLocale();
  const gatewayName = useGatewayName();
  return (rule) => {
    const limit = rule.upTo !== undefined && rule.currency ? moneyOf(rule.upTo, rule.currency) : null;
    if (rule.upTo !== undefined && !limit) return [];
    return [
      limit
        ? t("upTo", { amount: formatMoney(limit, locale) })
        : rule.currency && t("currency", { code: rule.currency }),
      rule.gateway && t("gateway", { name: gatewayName(rule.gateway) }),
      rule.method && t("method", { method: rule.method }),
      rule.olderThanDays !== undefined && t("olderThan", { days: rule.olderThanDays }),
      rule.newReceiver && t("newReceiver"),
      rule.reason && t("reason", { reason: rule.reason }),
      rule.requestedBy && t(`requestedBy.${rule.requestedBy}`),
    ].filter((one): one is string => typeof one === "string");
  };
}

/** An earlier line asks for no more than this one and reaches as far, so this one never decides. */
export function isCovered(rules: readonly PolicyRule[], index: number): boolean {
  const rule = rules[index];
  return rule !== undefined && rules.slice(0, index).some((earlier) => covers(earlier, rule));
}

function covers({ upTo, currency, approvals: _, ...others }: PolicyRule, rule: PolicyRule): boolean {
  const sameOthers = Object.entries(others).every(
    ([name, value]) => value === undefined || rule[name as keyof PolicyRule] === value,
  );
  if (!sameOthers || (currency !== undefined && currency !== rule.currency)) return false;
  if (upTo === undefined) return true;
  const reach = currency && moneyOf(upTo, currency);
  const limit = rule.upTo !== undefined && rule.currency && moneyOf(rule.upTo, rule.currency);
  return Boolean(reach && limit && reach.minor >= limit.minor);
}

function capitalised(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

function moneyOf(text: string, currency: string): Money | null {
  const money = parseMoney(text, currency);
  return money.ok ? money.value : null;
}
