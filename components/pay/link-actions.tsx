"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Copy, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import type { PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

export type AskPaymentLink = (input: { linkId: string }) => Promise<ActionResult<PaymentLinkDto>>;

type LinkActionsProps = { readonly link: PaymentLinkDto; readonly askLink: AskPaymentLink };

export function LinkActions({ link, askLink }: LinkActionsProps) {
  const t = useTranslations("payLink");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isCopied, setCopied] = useState(false);
  const [isAsking, startAsking] = useTransition();
  const [answer, setAnswer] = useState<ActionResult<PaymentLinkDto> | null>(null);

  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    setCopied(true);
  };
  const ask = () =>
    startAsking(async () => {
      setAnswer(await askLink({ linkId: link.id }));
      await queries.invalidateQueries();
    });
  return (
    <div className="no-print mt-4 grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={copy} icon={<Copy className="size-4" aria-hidden="true" />}>
          {isCopied ? t("copied") : t("copyLink")}
        </Button>
        <PrintButton />
        {link.state === "paid" ? (
          <ButtonLink href={`/orders/${encodeURIComponent(link.orderId)}`} prefetch={false}>
            {t("toOrder")}
          </ButtonLink>
        ) : (
          <Button pending={isAsking} onClick={ask} icon={<RefreshCw className="size-4" aria-hidden="true" />}>
            {t("ask")}
          </Button>
        )}
      </div>
      <div aria-live="polite" className="empty:hidden">
        {answer && !answer.ok && <Notice tone="warning" title={sentence(answer)} />}
        {answer?.ok && link.state === "open" && <Notice title={t("notYet")} />}
        {link.state === "differs" && (
          <Notice tone="warning" title={t("differs")}>
            {t("differsText", { why: link.why ?? "" })}
          </Notice>
        )}
        {link.state === "open" && link.reportedAt && <Notice title={t("reported")} />}
      </div>
    </div>
  );
}
