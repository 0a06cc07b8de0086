import { useTranslations } from "next-intl";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** Why a decision did not count; where somebody was faster, who that was and when (A14, B03). */
export function DecisionRefused({ refusal, refund }: { readonly refusal: Refusal; readonly refund: RefundDto }) {
  const t = useTranslations("refund");
  const sentence = useErrorSentence();
  const earlier = isOver(refusal) ? earlierDecision(refund) : null;
  if (!earlier)
    return (
      <Notice urgent tone="danger">
        {sentence(refusal)}
      </Notice>
    );
  const { kind, by, at } = earlier;
  return (
    <Notice urgent tone="info">
      {t.rich(`already.${kind}`, { name: by, time: () => <Time iso={at} className="font-medium" /> })}
    </Notice>
  );
}

/** Asking the same again cannot change it. */
export function isOver(refusal: Refusal | null): boolean {
  return refusal?.code === "already_decided";
}

/** From the refund as it was read after the refusal. Null where the reading failed, or shows nothing new. */
function earlierDecision({ state, approvals, events }: RefundDto) {
  if (state === "cancelled" || state === "expired") {
    const last = events.findLast(({ kind }) => kind === "refund.state");
    return last ? { kind: state, by: last.by, at: last.at } : null;
  }
  const last = approvals.at(-1);
  return last ? { kind: last.kind, by: last.by.name, at: last.at } : null;
}
