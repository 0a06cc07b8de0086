import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RefundView } from "#components/refunds/refund-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { roleMay } from "#lib/domain/permissions.ts";
import { getRefundView, operatorContext } from "#lib/server.ts";
import { writeNoteAction } from "../../comments/actions.ts";
import { refundActions } from "../refund-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refund"))("heading") };
}

export default async function RefundPage({ params }: PageProps<"/refunds/[id]">) {
  const [context, { id }] = await Promise.all([operatorContext(), params]);
  const result = await getRefundView(context, id);
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <ClientMessages of={["refund", "refunds", "order", "event", "errors", "fieldErrors", "comments"]}>
      <RefundView
        initial={result.value}
        actions={refundActions}
        writeNote={roleMay(context.operator.role, "notes.write") ? writeNoteAction : undefined}
      />
    </ClientMessages>
  );
}
