import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { PolicyDocument } from "#lib/domain/policy.ts";

/** Says when the policy asks for more people than there are, before a refund waits for nobody. */
export function ApproversNotice({
  document,
  approvers,
}: {
  readonly document: PolicyDocument;
  readonly approvers: number;
}) {
  const t = useTranslations("people.policy");
  const needed = Math.max(document.default.approvals, ...document.rules.map((rule) => rule.approvals));
  if (approvers < needed) {
    return (
      <Notice tone="danger" title={t("tooFew", { needed, approvers })}>
        {t("tooFewText")}
      </Notice>
    );
  }
  if (approvers > needed || needed === 0) return null;
  return (
    <Notice tone="warning" title={t("barelyEnough", { needed, approvers })}>
      {t("barelyEnoughText")}
    </Notice>
  );
}
