import type { NotificationMeaning } from "#lib/gateways/connector.ts";
import type { InboxMessage } from "#prisma/generated/client.ts";
import type { AppContext } from "./context.ts";

type PaymentResult = Extract<NotificationMeaning, { kind: "payment_result" }>;

/**
 * A signed word about a payment books nothing: it names neither the payment nor how it was made, and a failure
 * can be cut anew into a success. It makes the gateway be asked now. Doing it twice asks twice, no more.
 */
export async function applyPaymentResult(
  { prisma }: AppContext,
  message: InboxMessage,
  result: PaymentResult,
): Promise<string> {
  const { merchantTransactionId, gatewayTransactionRef, amount, mismatch } = result;
  const link = await prisma.paymentLink.findUnique({ where: { merchantTransactionId } });
  if (!link || link.gatewayAccountId !== message.gatewayAccountId) return "unmatched";
  if (mismatch !== null) return `settles nothing: ${mismatch} differs`;
  if (amount.minor !== link.amountMinor || amount.currency !== link.currency) return "settles nothing: amount differs";
  if (link.state === "paid") {
    const fits = result.result === "succeeded" && gatewayTransactionRef === link.gatewayTransactionRef;
    return fits ? "fits: paid" : "settles nothing: paid already";
  }
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
