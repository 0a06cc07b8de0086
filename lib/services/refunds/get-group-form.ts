import type { GroupFormDto } from "#lib/contracts/views.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import { refundableMinor } from "#lib/domain/balance.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { currencyDigits } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { PAYMENT_PARTS, paymentDto } from "#lib/services/orders/payment-dto.ts";
import { latestPolicy } from "./current-policy.ts";
import { factsOf } from "./decide-approvals.ts";
import { approvalSteps } from "./get-refund-form.ts";

/** What the form shows that asks for one amount from all refundable payments of an order in one currency. */
export async function getGroupForm(
  context: AppContext,
  { orderId, currency }: { readonly orderId: string; readonly currency: string },
): Promise<Result<GroupFormDto, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const { prisma } = context;
  const order = await prisma.order.findUnique({
    where: { orderId },
    include: {
      payments: {
        where: { currency, status: "succeeded" },
        include: { ...PAYMENT_PARTS, account: true },
        orderBy: [{ paidAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
      },
    },
    relationLoadStrategy: "join",
  });
  if (!order) return err(appError("order_not_found"));
  const payments = order.payments.filter((payment) => refundableMinor(payment) > 0n);

  const [policy, settings] = await Promise.all([latestPolicy(prisma), readSettings(prisma)]);
  const now = new Date();
  return ok({
    order: {
      orderId,
      currency: order.currency,
      customer: { name: order.customerName, email: order.email, phone: order.phone },
    },
    currency,
    currencyDigits: currencyDigits(currency) ?? 0,
    reasons: settings.reasons,
    undoWindowMs: settings.undoWindowMs,
    blocked: !may(context.operator, "refunds.request") ? "no_right" : payments.length < 2 ? "nothing_to_split" : null,
    parts: payments.map((payment) => {
      const connector = connectorOf(payment.gateway);
      const settings = connector.settingsSchema.parse(payment.account.settings);
      const known = { ...factsOf(context, payment, now), reason: null, isNewReceiver: null };
      return {
        payment: paymentDto(payment),
        paidAt: (payment.paidAt ?? payment.createdAt).toISOString(),
        askReceiver: connector.receiver(payment, settings) === "required",
        approvals: approvalSteps(policy.document, known, currency),
      };
    }),
  });
}
