import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { GroupForm } from "#components/refunds/form/group-form.tsx";
import { PaymentChoice } from "#components/refunds/form/payment-choice.tsx";
import { RefundForm } from "#components/refunds/form/refund-form.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getGroupForm, getRefundForm, operatorContext } from "#lib/server.ts";
import { requestGroupAction, requestRefundAction } from "./actions.ts";

type Props = PageProps<"/orders/[orderId]/refund">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refundForm"))("title") };
}

export default async function RefundFormPage({ params, searchParams }: Props) {
  const [context, t, { orderId: encoded }, { payment, together }] = await Promise.all([
    operatorContext(),
    getTranslations(),
    params,
    searchParams,
  ]);
  const orderId = decodeURIComponent(encoded);
  const [result, group] = await Promise.all([
    getRefundForm(context, { orderId, ...(typeof payment === "string" && { paymentId: payment }) }),
    typeof together === "string" ? getGroupForm(context, { orderId, currency: together }) : null,
  ]);
  if (!result.ok) return <PageProblem error={result.error} />;
  if (group && !group.ok) return <PageProblem error={group.error} />;
  const form = result.value;
  const { blocked } = group?.value ?? form;
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
      {form.payments.length > 1 && (
        <PaymentChoice payments={form.payments} chosen={group?.value.currency ?? form.payment.id} />
      )}
      {blocked ? (
        <Notice tone="warning" title={t("refundForm.blocked")}>
          {t(`order.blocked.${blocked as "nothing_left"}`)}
        </Notice>
      ) : group ? (
        <GroupForm form={group.value} offeredKey={crypto.randomUUID()} requestGroup={requestGroupAction} />
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
