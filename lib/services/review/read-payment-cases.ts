import type { PaymentCaseDto } from "#lib/contracts/review.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { namesOf, proposalDto, rightsOf } from "./case-parts.ts";
import { answersAboutPayment } from "./review-payment-case.ts";

type Detail = Readonly<Record<string, unknown>> & {
  readonly ours?: string | null;
  readonly theirs?: string | null;
  readonly currency?: string;
  readonly orderUuid?: string;
};

/** What differs between us and a gateway about payments and needs people. The caller has asked for the right to see it. */
export async function readPaymentCases(
  context: AppContext,
  where: Prisma.CaseWhereInput,
): Promise<readonly PaymentCaseDto[]> {
  const { prisma } = context;
  const cases = await prisma.case.findMany({
    where,
    include: {
      payment: { include: { order: { select: { orderId: true } } } },
      decisions: { where: { applied: false, cancelledAt: null }, take: 1 },
    },
  });
  const accounts = await prisma.gatewayAccount.findMany({ select: { id: true, gateway: true, label: true } });
  const ordersByLink = await orderIdsOf(context, cases);
  const names = await namesOf(context, cases);
  return cases.map((entry) => {
    const detail = entry.detail as Detail;
    const [open] = entry.decisions;
    const account = accounts.find(({ id }) => id === entry.gatewayAccountId);
    return {
      id: entry.id,
      kind: entry.kind,
      severity: entry.severity,
      openedAt: entry.openedAt.toISOString(),
      detail,
      orderId: entry.payment?.order.orderId ?? ordersByLink.get(detail.orderUuid ?? "") ?? null,
      paymentRef: entry.payment?.gatewayPaymentRef ?? entry.payment?.gatewayTransactionRef ?? null,
      account: { gateway: account?.gateway ?? "", label: account?.label ?? "" },
      currency: entry.payment?.currency ?? detail.currency ?? "",
      ours: detail.ours ?? null,
      theirs: detail.theirs ?? null,
      answers: answersAboutPayment(entry),
      proposal: open ? proposalDto(open, names) : null,
      ...rightsOf(context, open, null),
    };
  });
}

async function orderIdsOf({ prisma }: AppContext, cases: readonly { readonly detail: unknown }[]) {
  const ids = cases.flatMap(({ detail }) => (detail as Detail).orderUuid ?? []);
  const orders = await prisma.order.findMany({ where: { id: { in: ids } }, select: { id: true, orderId: true } });
  return new Map(orders.map((order) => [order.id, order.orderId]));
}
