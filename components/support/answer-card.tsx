import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RefundsTable } from "#components/refunds/refunds-table.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OrderDto } from "#lib/contracts/order.ts";
import { latestRefund, paidOf, refundedOf, underwayOf } from "./answer.ts";
import { RefundAnswer } from "./refund-answer.tsx";
import { Sentences, type SentenceTexts } from "./sentences.tsx";

type AnswerCardProps = {
  readonly order: OrderDto;
  readonly sentences: SentenceTexts;
  readonly maySeeRefunds: boolean;
  /** What was asked about it, and where to ask. */
  readonly questions: ReactNode;
};

/** What a person on the phone needs: whose order, what came in, what went back, and a sentence to say. */
export function AnswerCard({ order, sentences, maySeeRefunds, questions }: AnswerCardProps) {
  const t = useTranslations("support");
  const refund = latestRefund(order);
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-start justify-between gap-3 border-b px-5 py-4">
        <div className="grid gap-0.5">
          <h2 className="font-semibold text-lg">
            <Copyable value={order.orderId} className="text-[1em]" />
          </h2>
          <p className="text-ink-soft text-sm">
            <span className="font-medium text-ink">{order.customer.name}</span> · <Time iso={order.placedAt} />
          </p>
        </div>
        <Link
          href={`/orders/${encodeURIComponent(order.orderId)}`}
          prefetch={false}
          className="font-medium text-accent text-sm hover:underline"
        >
          {t("openOrder")}
        </Link>
      </header>
      <dl className="grid grid-cols-3 divide-x border-b">
        <Figure name={t("paid")} amount={paidOf(order)} currency={order.currency} />
        <Figure name={t("refunded")} amount={refundedOf(order)} currency={order.currency} />
        <Figure name={t("underway")} amount={underwayOf(order)} currency={order.currency} />
      </dl>
      <div className="grid gap-5 p-5">
        {refund ? (
          <RefundAnswer refund={refund} maySee={maySeeRefunds} />
        ) : (
          <p className="text-ink-soft text-sm">
            {t("noRefund")} {t("askStaff")}
          </p>
        )}
        <Sentences texts={sentences} />
      </div>
      {questions}
      {order.refunds.length > 1 && maySeeRefunds && (
        <div className="border-t">
          <RefundsTable rows={order.refunds} columns={["reference", "state", "requested", "amount"]} />
        </div>
      )}
    </Card>
  );
}

function Figure({
  name,
  amount,
  currency,
}: {
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
}) {
  return (
    <div className="grid gap-0.5 px-5 py-3 max-sm:px-3">
      <dt className="text-ink-soft text-xs">{name}</dt>
      <dd className="font-semibold text-lg max-sm:text-sm">
        <Money amount={amount} currency={currency} quietZero />
      </dd>
    </div>
  );
}
