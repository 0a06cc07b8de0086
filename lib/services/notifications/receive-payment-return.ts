import type { PaymentReturnDto } from "#lib/contracts/payment-link.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { NotificationMeaning } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { Services } from "#lib/services/context.ts";
import { openForVerification } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { receiveNotification } from "./receive-notification.ts";

type Arriving = { readonly gatewayAccountId: string; readonly query: string; readonly remoteIp: string };

/**
 * The payer came back with the gateway's signed words in the address. They are kept like a notification, which
 * they repeat; without a good signature nothing changes. Nobody is signed in: what is said is what the payer knows.
 */
export async function receivePaymentReturn(
  services: Services,
  { gatewayAccountId, query, remoteIp }: Arriving,
): Promise<PaymentReturnDto> {
  const raw = { headers: {}, query, body: Buffer.alloc(0) };
  const received = await receiveNotification(services, { gatewayAccountId, raw, remoteIp });
  if (!received.ok || received.value.verdict === "bad_signature" || received.value.verdict === "unreadable")
    return { kind: "not_signed" };

  const told = await readPaymentResult(services, gatewayAccountId, raw);
  const link =
    told &&
    (await services.prisma.paymentLink.findUnique({
      where: { merchantTransactionId: told.merchantTransactionId },
      include: { order: { select: { orderId: true } } },
    }));
  if (!told || !link || link.gatewayAccountId !== gatewayAccountId) return { kind: "not_signed" };
  return {
    kind: "told",
    result: told.result,
    isPaid: link.state === "paid",
    orderId: link.order.orderId,
    amount: moneyToText({ minor: link.amountMinor, currency: link.currency }),
    currency: link.currency,
  };
}

async function readPaymentResult(
  services: Services,
  gatewayAccountId: string,
  raw: { readonly headers: Readonly<Record<string, string>>; readonly query: string; readonly body: Buffer },
): Promise<Extract<NotificationMeaning, { kind: "payment_result" }> | null> {
  for (const { gateway, account } of await openForVerification(services, gatewayAccountId)) {
    const reading = connectorOf(gateway).operations.notifications?.read({ account, now: () => new Date() }, raw);
    if (reading?.verdict === "verified" && reading.meaning.kind === "payment_result") return reading.meaning;
  }
  return null;
}
