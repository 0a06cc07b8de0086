import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { APPROVALS_SEARCH } from "#components/approvals/approvals-search.ts";
import { ApprovalsView } from "#components/approvals/approvals-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { listApprovalsSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { getRefundView, listApprovals, operatorContext } from "#lib/server.ts";
import { refundActions } from "../refunds/refund-actions.ts";
import { approveManyAction, undoAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("approvals"))("title") };
}

export default async function ApprovalsPage({ searchParams }: PageProps<"/approvals">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("approvals"), searchParams]);
  const search = pickSearch(given, APPROVALS_SEARCH);
  const input = parseSearch(
    listApprovalsSchema,
    Object.fromEntries(new URLSearchParams(searchWith(search, { open: null }))),
  );
  const result = input.ok ? await listApprovals(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} list="/approvals" />;

  const openId = new URLSearchParams(search).get("open") ?? result.value.items[0]?.id;
  const open = openId ? await getRefundView(context, openId) : null;
  return (
    <ClientMessages of={["approvals", "refund", "order", "filters", "errors", "fieldErrors"]}>
      <PageHeader title={t("title")} />
      <ApprovalsView
        initial={result.value}
        initialSearch={search}
        initialOpen={open?.ok ? open.value : null}
        me={context.operator.id}
        actions={refundActions}
        queueActions={{ approveMany: approveManyAction, undo: undoAction }}
      />
    </ClientMessages>
  );
}
