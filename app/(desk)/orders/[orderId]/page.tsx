import type { Metadata } from "next";
import { OrderView } from "#components/orders/order-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { roleMay } from "#lib/domain/permissions.ts";
import { getOrderPage, operatorContext } from "#lib/server.ts";
import { writeNoteAction } from "../../comments/actions.ts";
import { checkPaymentAction } from "../actions.ts";

type Props = PageProps<"/orders/[orderId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).orderId) };
}

export default async function OrderPage({ params }: Props) {
  const [context, { orderId }] = await Promise.all([operatorContext(), params]);
  const result = await getOrderPage(context, decodeURIComponent(orderId));
  if (!result.ok) return <PageProblem error={result.error} />;
  const { role } = context.operator;
  return (
    <ClientMessages of={["order", "refunds", "event", "errors", "fieldErrors", "comments"]}>
      <OrderView
        initial={result.value}
        mayReadRefunds={roleMay(role, "refunds.list")}
        mayRequest={roleMay(role, "refunds.request")}
        mayCheck={roleMay(role, "payments.check")}
        mayMakeLink={roleMay(role, "payments.create_link")}
        checkPayment={checkPaymentAction}
        writeNote={roleMay(role, "notes.write") ? writeNoteAction : undefined}
      />
    </ClientMessages>
  );
}
