import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PaymentChoice } from "#components/refunds/form/payment-choice.tsx";
import { RefundForm } from "#components/refunds/form/refund-form.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getRefundForm, operatorContext } from "#lib/server.ts";
import { requestRefundAction } from "./actions.ts";

type Props = PageProps<"/orders/[orderId]/refund">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refundForm"))("title") };
}

export default async function RefundFormPage({ params, searchParams }: Props) {
  const [context, t, { orderId: encoded }, { payment }] = await Promise.all([
    operatorContext(),
    getTranslations(),
    params,
    searchParams,
  ]);
  const orderId = decodeURIComponent(encoded);
  const result = await getRefundForm(context, { orderId, ...(typeof payment === "string" && { paymentId: payment }) });
  if (!result.ok) return <PageProblem error={result.error} />;
  const form = result.value;
  return (
    <ClientMessages of={["refundForm", "errors", "fieldErrors"]}>
      <PageHeader
        over={
          <Link href={`/orders/${encoded}`} prefetch={false} className="hover:text-accent hover:underline">
            {t("refundForm.back", { orderId })}
          </Link>
        }
        title={t("refundForm.title")}
        under={form.order.customer.name}
      />
      {form.payments.length > 1 && <PaymentChoice payments={form.payments} chosen={form.payment.id} />}
      {form.blocked ? (
        <Notice tone="warning" title={t("refundForm.blocked")}>
          {t(`order.blocked.${form.blocked as "nothing_left"}`)}
        </Notice>
      ) : (
        <RefundForm
          key={form.payment.id}
          form={form}
          offeredKey={crypto.randomUUID()}
          requestRefund={requestRefundAction}
        />
      )}
    </ClientMessages>
  );
}
