import { Check, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { RefundDto } from "#lib/contracts/refund.ts";

const LOOK = {
  approve: [Check, "text-green"],
  reject: [X, "text-red"],
  send_back: [Undo2, "text-amber"],
} as const;

/** Who decided what, and why; the requester first, because two different people must stand here. */
export function ApprovalsList({ refund }: { readonly refund: RefundDto }) {
  const t = useTranslations("refund");
  return (
    <ul className="grid gap-2 text-sm">
      <li className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-ink-soft">{t("requestedBy")}</span>
        <span className="font-medium">{refund.requestedBy.name}</span>
        <Time iso={refund.createdAt} className="text-ink-faint text-xs" />
      </li>
      {refund.approvals.map((approval) => {
        const [Icon, colour] = LOOK[approval.kind];
        return (
          <li key={`${approval.at} ${approval.by.id}`} className="flex flex-wrap items-baseline gap-x-2">
            <Icon className={`size-4 self-center ${colour}`} aria-hidden="true" />
            <span>{t(`decided.${approval.kind}`)}</span>
            <span className="font-medium">{approval.by.name}</span>
            <Time iso={approval.at} className="text-ink-faint text-xs" />
            {approval.reason && <bdi className="basis-full pl-6 text-ink-soft">“{approval.reason}”</bdi>}
          </li>
        );
      })}
      {refund.approvals.length === 0 && (
        <li className="text-ink-soft">
          {refund.requiredApprovals === 0 ? t("approvalsNotNeeded") : t("approvalsNone")}
        </li>
      )}
    </ul>
  );
}
