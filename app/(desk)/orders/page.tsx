import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrdersList } from "#components/orders/orders-list.tsx";
import { ORDERS_SEARCH } from "#components/orders/orders-search.ts";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { listOrdersSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listOrders, operatorContext } from "#lib/server.ts";
import { deleteViewAction, saveViewAction } from "../views/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("orders"), searchParams]);
  const search = pickSearch(given, ORDERS_SEARCH);
  const input = parseSearch(listOrdersSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await listOrders(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} list="/orders" />;
  return (
    <ClientMessages of={["orders", "views", "filters", "fieldErrors"]}>
      <PageHeader title={t("title")} />
      <OrdersList
        initial={result.value}
        initialSearch={search}
        viewActions={{ save: saveViewAction, remove: deleteViewAction }}
      />
    </ClientMessages>
  );
}
