import { moneyToText } from "#lib/domain/money.ts";
import type { Fault, PaymentReading } from "#lib/gateways/connector.ts";
import type { AppContext } from "#lib/services/context.ts";
import { upsertPayments } from "#lib/services/orders/upsert-payments.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { PaymentLink, Prisma } from "#prisma/generated/client.ts";

export type LinkVerdict =
  | { readonly kind: "paid"; readonly gatewayTransactionRef: string; readonly reading: PaymentReading }
  | { readonly kind: "failed"; readonly fault: Fault | null }
  | { readonly kind: "differs"; readonly why: string }
  | { readonly kind: "waiting" }
  | { readonly kind: "no_answer"; readonly cause: string };

/** A payment may be told of a little after the link has ended. */
const AFTER_EXPIRY_MS = 3_600_000;

/** Writes down what the gateway says about a link. What is paid stays paid; the same verdict twice changes nothing. */
export async function settlePaymentLink(
  { prisma }: Pick<AppContext, "prisma">,
  link: PaymentLink,
  verdict: LinkVerdict,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM payment_link WHERE id = ${link.id}::uuid FOR UPDATE`;
    const now = await tx.paymentLink.findUniqueOrThrow({ where: { id: link.id } });
    if (now.state === "paid") return;
    switch (verdict.kind) {
      case "paid":
        return book(tx, now, verdict);
      case "failed":
        return end(tx, now, { state: "failed", why: verdict.fault?.code ?? null, text: verdict.fault?.text ?? "" });
      case "differs":
        return end(tx, now, { state: "differs", why: verdict.why });
      case "waiting":
      case "no_answer":
        return waitOn(tx, now);
    }
  });
}

/** By the same rules as an import: one gateway payment belongs to one order, and nothing goes below what was refunded. */
async function book(
  tx: Prisma.TransactionClient,
  link: PaymentLink,
  { gatewayTransactionRef, reading }: Extract<LinkVerdict, { kind: "paid" }>,
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM sales_order WHERE id = ${link.orderId}::uuid FOR UPDATE`;
  const payment = {
    gatewayAccountId: link.gatewayAccountId,
    gateway: link.gateway,
    gatewayTransactionRef,
    gatewayPaymentRef: reading.gatewayPaymentRef,
    method: reading.method,
    amount: reading.amount,
    status: reading.status,
    paidAt: link.reportedAt ?? new Date(),
    refundedMinor: reading.refunded.minor,
  };
  const stored = await upsertPayments(tx, { id: link.orderId, input: { payments: [payment] } });
  if (!stored.ok) return end(tx, link, { state: "differs", why: stored.error.code });

  await tx.paymentLink.update({
    where: { id: link.id },
    data: { state: "paid", why: null, gatewayTransactionRef, nextAskAt: null },
  });
  await recordAudit(tx, {
    kind: "payment.received",
    operator: { kind: "gateway", name: link.gateway },
    orderId: link.orderId,
    data: {
      amount: moneyToText(reading.amount),
      currency: reading.amount.currency,
      method: reading.method,
      gatewayTransactionRef,
    },
  });
}

type End = { readonly state: "failed" | "differs"; readonly why: string | null; readonly text?: string };

async function end(tx: Prisma.TransactionClient, link: PaymentLink, { state, why, text = "" }: End): Promise<void> {
  await tx.paymentLink.update({ where: { id: link.id }, data: { state, why, nextAskAt: null } });
  if (link.state === state && link.why === why) return;
  await recordAudit(tx, {
    kind: `payment_link.${state}`,
    operator: { kind: "gateway", name: link.gateway },
    orderId: link.orderId,
    data: { why: why ?? "", text, merchantTransactionId: link.merchantTransactionId },
  });
}

/** Soon after a message, then ever more rarely; not at all when nobody can pay any more. */
async function waitOn(tx: Prisma.TransactionClient, link: PaymentLink): Promise<void> {
  if (link.state !== "open") return;
  const isOver = Date.now() > link.expiresAt.getTime() + AFTER_EXPIRY_MS;
  const steps = 2 ** Math.min(link.asks, 10);
  const gapS = link.reportedAt ? Math.min(600, steps) : Math.min(3_600, 300 * steps);
  const patch = isOver ? { state: "expired", nextAskAt: null } : { nextAskAt: new Date(Date.now() + gapS * 1_000) };
  await tx.paymentLink.update({ where: { id: link.id }, data: patch });
}
