import type { NewCase, StoreTransaction } from "#lib/db/store.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { NotificationMeaning } from "#lib/gateways/connector.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { InboxMessage, PaymentLink } from "#prisma/generated/client.ts";

type PaymentResult = Extract<NotificationMeaning, { kind: "payment_result" }>;

/**
 * A signed word about a payment books nothing: it names neither the payment nor how it was made, and a failure
 * can be cut anew into a success. It makes the gateway be asked now. Doing it twice asks twice, no more. One that
 * is genuine and does not fit what was asked for is for people.
 */
export async function applyPaymentResult(
  tx: StoreTransaction,
  { prisma }: AppContext,
  message: InboxMessage,
  result: PaymentResult,
): Promise<string> {
  const { merchantTransactionId, gatewayTransactionRef, mismatch } = result;
  const link = await prisma.paymentLink.findUnique({ where: { merchantTransactionId } });
  if (!link || link.gatewayAccountId !== message.gatewayAccountId) return "unmatched";
  const differs = mismatch ?? differingField(link, result);
  if (differs) {
    await tx.cases.open(caseAbout(link, result, differs));
    return `settles nothing: ${differs} differs`;
  }
  if (link.state === "paid") return "fits: paid";
  await prisma.paymentLink.updateMany({
    where: { id: link.id, state: { not: "paid" } },
    data: {
      reportedAt: message.receivedAt,
      asks: 0,
      nextAskAt: new Date(),
      ...(result.result === "succeeded" && { gatewayTransactionRef }),
    },
  });
  return `reported: ${result.result}`;
}

function differingField(link: PaymentLink, { result, amount, gatewayTransactionRef }: PaymentResult): string | null {
  if (amount.currency !== link.currency) return "currency";
  if (amount.minor !== link.amountMinor) return "amount";
  if (link.state !== "paid") return null;
  return result === "succeeded" && gatewayTransactionRef === link.gatewayTransactionRef ? null : "payment";
}

function caseAbout(
  link: PaymentLink,
  { amount, result, gatewayTransactionRef }: PaymentResult,
  field: string,
): NewCase {
  return {
    kind: "payment_notification_differs",
    severity: 2,
    gatewayAccountId: link.gatewayAccountId,
    subject: link.merchantTransactionId,
    detail: {
      field,
      orderUuid: link.orderId,
      ours: moneyToText({ minor: link.amountMinor, currency: link.currency }),
      theirs: moneyToText(amount),
      currency: amount.currency,
      result,
      transactionRef: gatewayTransactionRef,
    },
  };
}
