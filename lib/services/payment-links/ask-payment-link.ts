import type { PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { GatewayCall, PaymentReading, TransactionOutcome } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { type AskingContext, askingContext, gatewayCall } from "#lib/services/sending/sending.ts";
import type { PaymentLink } from "#prisma/generated/client.ts";
import { findPaymentLink } from "./payment-link-dto.ts";
import { type LinkVerdict, settlePaymentLink } from "./settle-payment-link.ts";

/** Takes the next link that should be asked about. False when none is due. */
export async function askNextPaymentLink(context: AskingContext): Promise<boolean> {
  // Moved on at once, so that a worker that dies over it does not keep the others from it for long.
  const [due] = await context.prisma.$queryRaw<{ id: string }[]>`
    UPDATE payment_link SET next_ask_at = now() + interval '60 seconds', asks = asks + 1
    WHERE id = (SELECT id FROM payment_link WHERE next_ask_at <= now() ORDER BY next_ask_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  if (!due) return false;
  const link = await context.prisma.paymentLink.findUniqueOrThrow({ where: { id: due.id } });
  await settlePaymentLink(context, link, await askGateway(context, link));
  return true;
}

/** The same by a person who does not want to wait. */
export async function askPaymentLink(
  context: AppContext,
  { linkId }: { readonly linkId: string },
): Promise<Result<PaymentLinkDto, AppError>> {
  const allowed = demand(context, "payments.create_link");
  if (!allowed.ok) return allowed;
  const link = isId(linkId) ? await context.prisma.paymentLink.findUnique({ where: { id: linkId } }) : null;
  if (!link) return err(appError("not_found"));
  const asking = askingContext(context);
  const verdict = await askGateway(asking, link);
  if (verdict.kind === "no_answer") return err(appError("gateway_unreachable", { detail: { cause: verdict.cause } }));
  await settlePaymentLink(asking, link, verdict);
  const after = await findPaymentLink(context.prisma, linkId);
  return after ? ok(after) : err(appError("not_found"));
}

/**
 * By our transaction ID for the gateway's (QUERY_DR), then by that for its payments (QUERY_PT). What a signed
 * message told counts only as far as a name to ask for: the gateway's list says what was paid, how and how much.
 */
async function askGateway(context: AskingContext, link: PaymentLink): Promise<LinkVerdict> {
  const opened = await openGatewayAccount(context, link.gatewayAccountId);
  const connector = connectorOf(opened.gateway);
  const { queryTransaction, queryPayments } = connector.operations;
  if (!queryTransaction || !queryPayments) return { kind: "no_answer", cause: "cannot" };
  const call: GatewayCall<unknown, unknown> = gatewayCall(context, { ...opened, connector });

  const transaction = await queryTransaction(call, { merchantTransactionId: link.merchantTransactionId });
  const gatewayTransactionRef = refOf(transaction) ?? link.gatewayTransactionRef;
  if (gatewayTransactionRef === null) return withoutPayments(transaction);
  const payment = { gatewayTransactionRef, gatewayPaymentRef: null, method: "", currency: link.currency };
  const listed = await queryPayments(call, { payment });
  if (listed.kind === "no_answer") return withoutPayments(transaction);
  return judge(link, gatewayTransactionRef, listed.payments) ?? withoutPayments(transaction);
}

function refOf(transaction: TransactionOutcome): string | null {
  return transaction.kind === "found" && transaction.result === "succeeded" ? transaction.gatewayTransactionRef : null;
}

function withoutPayments(transaction: TransactionOutcome): LinkVerdict {
  if (transaction.kind === "no_answer" && transaction.cause !== "refused")
    return { kind: "no_answer", cause: transaction.cause };
  return transaction.kind === "found" && transaction.result === "failed"
    ? { kind: "failed", fault: transaction.fault }
    : { kind: "waiting" };
}

/** One payment of exactly the amount that was asked for; anything else is for people. */
function judge(link: PaymentLink, ref: string, payments: readonly PaymentReading[]): LinkVerdict | undefined {
  const [only, ...others] = payments.filter(({ status }) => status === "succeeded");
  if (!only) return undefined;
  if (others.length > 0) return { kind: "differs", why: "several_payments" };
  const { minor, currency } = only.amount;
  if (minor !== link.amountMinor || currency !== link.currency) return { kind: "differs", why: "amount" };
  return { kind: "paid", gatewayTransactionRef: ref, reading: only };
}
