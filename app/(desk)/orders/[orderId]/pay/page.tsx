import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LinksList } from "#components/pay/links-list.tsx";
import { PayForm } from "#components/pay/pay-form.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getPayForm, operatorContext } from "#lib/server.ts";
import { createPaymentLinkAction } from "./actions.ts";

type Props = PageProps<"/orders/[orderId]/pay">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payLink"))("title") };
}

export default async function PayPage({ params }: Props) {
  const [context, t, { orderId }] = await Promise.all([operatorContext(), getTranslations("payLink"), params]);
  const form = await getPayForm(context, decodeURIComponent(orderId));
  if (!form.ok) return <PageProblem error={form.error} />;
  return (
    <ClientMessages of={["payLink", "errors", "fieldErrors", "peopleFields"]}>
      <PageHeader
        over={
          <Link href={`/orders/${orderId}`} prefetch={false} className="hover:text-accent hover:underline">
            {t("back", { orderId: form.value.orderId })}
          </Link>
        }
        title={t("title")}
      />
      <PayForm form={form.value} offeredKey={crypto.randomUUID()} action={createPaymentLinkAction} />
      <LinksList links={form.value.links} />
    </ClientMessages>
  );
}
