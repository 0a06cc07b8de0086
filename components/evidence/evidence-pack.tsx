import Link from "next/link";
import { useTranslations } from "next-intl";
import { Timeline } from "#components/orders/timeline.tsx";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { EvidencePackDto } from "#lib/contracts/evidence-pack.ts";
import { Exact } from "./exact.tsx";
import { PaymentEvidence } from "./payment-evidence.tsx";
import { RefundEvidence } from "./refund-evidence.tsx";

/** A document, made to be printed: what is on record about the refunds of an order, and how to check that. */
export function EvidencePack({ pack }: { readonly pack: EvidencePackDto }) {
  const t = useTranslations("evidence");
  const { order, refunds, timeline } = pack;
  return (
    <div className="mx-auto max-w-[56rem]">
      <PageHeader
        over={
          <Link
            href={`/orders/${encodeURIComponent(order.orderId)}`}
            prefetch={false}
            className="no-print hover:text-accent hover:underline"
          >
            {t("back")}
          </Link>
        }
        title={t("title")}
        under={<span className="max-w-[44rem]">{t("intro")}</span>}
        actions={<PrintButton />}
      />
      <div className="grid gap-5">
        <Section id="about" title={t("about")}>
          <About pack={pack} />
        </Section>
        {order.payments.map((payment) => (
          <PaymentEvidence key={payment.id} payment={payment} />
        ))}
        {refunds.map((evidence, index) => (
          <RefundEvidence
            key={evidence.refund.id}
            evidence={evidence}
            payment={order.payments.find(({ id }) => id === evidence.refund.paymentId)}
            number={index + 1}
            of={refunds.length}
          />
        ))}
        {refunds.length === 0 && <p className="text-ink-soft text-sm">{t("noRefunds")}</p>}
        <Section id="timeline" title={t("timeline")}>
          <Timeline events={timeline} currency={order.currency} />
        </Section>
      </div>
    </div>
  );
}

function About({ pack: { merchant, order, drawnUpAt, drawnUpBy, sealed } }: { readonly pack: EvidencePackDto }) {
  const t = useTranslations("evidence");
  return (
    <Facts>
      {merchant && <Fact name={t("merchant")}>{merchant}</Fact>}
      <Fact name={t("order")}>
        <Exact>{order.orderId}</Exact>
      </Fact>
      <Fact name={t("amount")}>
        <Money amount={order.amount} currency={order.currency} />
      </Fact>
      <Fact name={t("placed")}>
        <Time iso={order.placedAt} />
      </Fact>
      <Fact name={t("customer")}>{order.customer.name}</Fact>
      <Fact name={t("drawnUp")}>
        <Time iso={drawnUpAt} /> · {drawnUpBy}
      </Fact>
      <Fact name={t("chain")}>
        {sealed ? (
          <>
            {t("sealed", { seq: sealed.seq })} <Exact quiet>{sealed.hash}</Exact>
          </>
        ) : (
          t("notSealed")
        )}
      </Fact>
    </Facts>
  );
}
