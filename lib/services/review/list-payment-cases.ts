import type { PaymentCaseDto } from "#lib/contracts/review.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { namesOf, proposalDto, rightsOf } from "./list-cases.ts";
import { answersAboutPayment } from "./review-payment-case.ts";

const MOST_SHOWN = 200;

type Detail = Readonly<Record<string, unknown>> & {
  readonly ours?: string | null;
  readonly theirs?: string | null;
  readonly currency?: string;
  readonly orderUuid?: string;
};

/** What differs between us and a gateway about payments and needs people: the gravest first, then the oldest. */
export async function listPaymentCases(context: AppContext): Promise<Result<readonly PaymentCaseDto[], AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const { prisma } = context;
  const cases = await prisma.case.findMany({
    where: { closedAt: null, refundId: null, gatewayAccountId: { not: null } },
    include: {
      payment: { include: { order: { select: { orderId: true } } } },
      decisions: { where: { applied: false, cancelledAt: null }, take: 1 },
    },
    orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
    take: MOST_SHOWN,
  });
  const accounts = await prisma.gatewayAccount.findMany({ select: { id: true, gateway: true, label: true } });
  const ordersByLink = await orderIdsOf(context, cases);
  const names = await namesOf(
    context,
    cases.flatMap((entry) => entry.decisions.map((decision) => decision.proposedBy)),
  );
  return ok(
    cases.map((entry) => {
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
    }),
  );
}

async function orderIdsOf({ prisma }: AppContext, cases: readonly { readonly detail: unknown }[]) {
  const ids = cases.flatMap(({ detail }) => (detail as Detail).orderUuid ?? []);
  const orders = await prisma.order.findMany({ where: { id: { in: ids } }, select: { id: true, orderId: true } });
  return new Map(orders.map((order) => [order.id, order.orderId]));
}
