import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LinkView } from "#components/pay/link-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getPaymentLink, operatorContext } from "#lib/server.ts";
import { askPaymentLinkAction } from "../actions.ts";

type Props = PageProps<"/orders/[orderId]/pay/[linkId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payLink"))("title") };
}

export default async function PaymentLinkPage({ params }: Props) {
  const [context, t, { linkId }] = await Promise.all([operatorContext(), getTranslations("payLink"), params]);
  const link = await getPaymentLink(context, linkId);
  if (!link.ok) return <PageProblem error={link.error} />;
  const { orderId } = link.value;
  return (
    <ClientMessages of={["payLink", "errors"]}>
      <PageHeader
        over={
          <Link
            href={`/orders/${encodeURIComponent(orderId)}`}
            prefetch={false}
            className="hover:text-accent hover:underline"
          >
            {t("back", { orderId })}
          </Link>
        }
        title={t("title")}
      />
      <LinkView initial={link.value} askLink={askPaymentLinkAction} />
    </ClientMessages>
  );
}
