"use client";

import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentLinkDto, TransferDto } from "#lib/contracts/payment-link.ts";
import { type AskPaymentLink, LinkActions } from "./link-actions.tsx";
import { LinkState } from "./link-state.tsx";

/** A link to hand to the payer: to copy, to scan, to print; and what became of it. */
export function LinkView({ initial, askLink }: { readonly initial: PaymentLinkDto; readonly askLink: AskPaymentLink }) {
  const t = useTranslations("payLink");
  const { data: link = initial } = useDeskQuery<PaymentLinkDto>({
    queryKey: queryKeys.paymentLink(initial.id),
    path: `/api/desk/payment-links/${initial.id}`,
    initial,
  });
  return (
    <div className="grid max-w-4xl gap-5">
      <Section id="link" title={t("link")} aside={<LinkState link={link} />}>
        <p className="mb-3 break-all text-sm">
          <Copyable value={link.url} className="whitespace-normal" />
        </p>
        <Facts>
          <Fact name={t("amount")}>
            <Money amount={link.amount} currency={link.currency} />
          </Fact>
          <Fact name={t("methods")}>{link.methods.length > 0 ? link.methods.join(", ") : t("allMethods")}</Fact>
          <Fact name={t("validUntil")}>
            <Time iso={link.expiresAt} />
          </Fact>
          <Fact name={t("ourTransaction")}>
            <Copyable value={link.merchantTransactionId} />
          </Fact>
          {link.gatewayTransactionRef && (
            <Fact name={t("theirTransaction")}>
              <Copyable value={link.gatewayTransactionRef} />
            </Fact>
          )}
        </Facts>
        <LinkActions link={link} askLink={askLink} />
      </Section>
      {link.transfer && link.state !== "paid" && <Transfer transfer={link.transfer} currency={link.currency} />}
    </div>
  );
}

function Transfer({ transfer, currency }: { readonly transfer: TransferDto; readonly currency: string }) {
  const t = useTranslations("payLink");
  return (
    <Section id="transfer" title={t("byQr")}>
      <div className="grid items-start gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
        <QrCode text={transfer.qrData} label={t("qrCode")} className="size-56 rounded border" />
        <Facts>
          <Fact name={t("bank")}>{transfer.bankName}</Fact>
          <Fact name={t("accountNumber")}>
            <Copyable value={transfer.accountNumber} />
          </Fact>
          <Fact name={t("accountName")}>{transfer.accountName}</Fact>
          <Fact name={t("amount")}>
            <Money amount={transfer.amount} currency={currency} />
          </Fact>
          <Fact name={t("remark")}>
            <Copyable value={transfer.remark} />
          </Fact>
        </Facts>
      </div>
    </Section>
  );
}
