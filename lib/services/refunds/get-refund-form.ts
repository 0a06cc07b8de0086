import type { RefundFormDto } from "#lib/contracts/views.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { currencyDigits, moneyToText, parseMoney } from "#lib/domain/money.ts";
import { limitsOf, type PolicyDocument, type PolicyFacts, ruleHolds } from "#lib/domain/policy.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { PAYMENT_PARTS, paymentDto } from "#lib/services/orders/payment-dto.ts";
import { latestPolicy } from "./current-policy.ts";
import { factsOf } from "./decide-approvals.ts";

/** What the refund form shows and asks for one payment of an order; the first that can be refunded unless one is named. */
export async function getRefundForm(
  context: AppContext,
  input: { readonly orderId: string; readonly paymentId?: string },
): Promise<Result<RefundFormDto, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const { prisma } = context;
  const order = await prisma.order.findUnique({
    where: { orderId: input.orderId },
    include: { payments: { include: { ...PAYMENT_PARTS, account: true }, orderBy: { createdAt: "asc" } } },
    relationLoadStrategy: "join",
  });
  if (!order) return err(appError("order_not_found"));

  const payments = order.payments.map((row) => ({ row, dto: paymentDto(row) }));
  const chosen = input.paymentId
    ? payments.find(({ row }) => row.id === input.paymentId)
    : (payments.find(({ row, dto }) => row.status === "succeeded" && dto.balance.refundable !== "0") ?? payments[0]);
  if (!chosen) return err(appError("payment_not_found"));

  const connector = connectorOf(chosen.row.gateway);
  const [policy, settings] = await Promise.all([latestPolicy(prisma), readSettings(prisma)]);
  return ok({
    order: {
      orderId: order.orderId,
      currency: order.currency,
      customer: { name: order.customerName, email: order.email, phone: order.phone },
    },
    payments: payments.map(({ dto }) => dto),
    payment: chosen.dto,
    askReceiver:
      connector.receiver(chosen.row, connector.settingsSchema.parse(chosen.row.account.settings)) === "required",
    reasons: settings.reasons,
    currencyDigits: currencyDigits(chosen.row.currency) ?? 0,
    blocked: blockedBy(context, chosen.row.status, chosen.dto.balance.refundable),
    approvals: approvalSteps(
      policy.document,
      { ...factsOf(context, chosen.row, new Date()), reason: null, isNewReceiver: null },
      chosen.row.currency,
    ),
    undoWindowMs: settings.undoWindowMs,
  });
}

function blockedBy(context: AppContext, status: string, refundable: string): string | null {
  if (!may(context.operator, "refunds.request")) return "no_right";
  if (status !== "succeeded") return "payment_not_refundable";
  return /^[0.]+$/.test(refundable) ? "nothing_left" : null;
}

/** The rules that hold for what is known so far, by amount; what is typed into the form may bring others in. */
export function approvalSteps(
  policy: PolicyDocument,
  known: Omit<PolicyFacts, "amount">,
  currency: string,
): RefundFormDto["approvals"] {
  const upTo: { amount: string; approvals: number }[] = [];
  let mayDiffer = false;
  for (const rule of policy.rules) {
    const holds = ruleHolds(rule, { ...known, amount: { minor: 0n, currency } });
    if (holds === null) mayDiffer = true;
    if (holds !== true) continue;
    const limit = rule.upTo === undefined ? null : parseMoney(rule.upTo, currency);
    if (!limit?.ok) return { default: rule.approvals, upTo, mayDiffer };
    upTo.push({ amount: moneyToText(limit.value), approvals: rule.approvals });
  }
  mayDiffer ||= limitsOf(policy, "payment", currency).length > 0;
  return { default: policy.default.approvals, upTo, mayDiffer };
}
