import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { EntryFrame } from "#components/people/entry-frame.tsx";
import { Money } from "#components/ui/money.tsx";
import { requestOrigin } from "#lib/auth/request-origin.ts";
import { receivePaymentReturn, services } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payLink"))("return.title") };
}

/** Where a gateway sends the payer back. Its own words in the address are believed by their signature only. */
export default async function PaymentReturnPage({ params }: PageProps<"/pay/return/[gatewayAccountId]">) {
  const [{ gatewayAccountId }, asked, t] = await Promise.all([params, headers(), getTranslations("payLink")]);
  // As it came: the signature is over the text, and a page's own search parameters are read already.
  const address = new URL(asked.get("x-path") ?? "/", "http://localhost");
  const back = await receivePaymentReturn(services(), {
    gatewayAccountId,
    query: address.search.slice(1),
    remoteIp: requestOrigin(asked).ip ?? "unknown",
  });
  if (back.kind === "not_signed") {
    return (
      <EntryFrame title={t("return.unknown")}>
        <p className="text-sm">{t("return.unknownText")}</p>
      </EntryFrame>
    );
  }
  const outcome = back.isPaid ? "paid" : back.result;
  return (
    <EntryFrame title={t(`return.${outcome}`)} under={t(`return.${outcome}Text`)}>
      <p className="text-sm">
        {t("return.order", { orderId: back.orderId })} · <Money amount={back.amount} currency={back.currency} />
      </p>
    </EntryFrame>
  );
}
