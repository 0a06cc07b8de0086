import { randomUUID } from "node:crypto";
import { createNeoxControl, type NeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { TestDatabase } from "#prisma/test-database.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "./create-gateway-account.ts";
import { createOrder } from "./create-order.ts";
import { type Desk, openDesk } from "./desk.ts";

/** A desk with a NeoX account at its emulator. */
export type NeoxDesk = Desk & {
  readonly gateway: NeoxControl;
  readonly accountId: string;
  /** A paid order that the gateway knows too. Amount in VND. */
  readonly paid: (payment?: {
    readonly amount?: number;
    readonly method?: string;
    readonly refunded?: number;
  }) => Promise<PaidOrder>;
};

export type PaidOrder = { readonly orderId: string; readonly paymentId: string; readonly gatewayPaymentRef: string };

/** All of production's durations, divided by about a thousand. */
const QUICK_SETTINGS = {
  quietTimeS: 1,
  probeLadderS: [0.1, 0.2, 0.3],
  reviewAfterQrS: 4,
  reviewAfterCardS: 4,
} as const;

export async function openNeoxDesk(
  database: TestDatabase,
  settings: Prisma.InputJsonObject = QUICK_SETTINGS,
): Promise<NeoxDesk> {
  const desk = await openDesk(database, (folder) => [createNeoxEmulator(folder)]);
  const gateway = createNeoxControl(desk.emulatorsUrl);
  const accountId = await createGatewayAccount(desk.services, { baseUrl: gateway.baseUrl, settings });
  await gateway.putMerchant(NEOX_CREDENTIALS.merchantCode, {
    secretKey: NEOX_CREDENTIALS.secretKey,
    notificationUrl: `${desk.services.publicUrl}/api/notifications/${accountId}`,
    settings: { notificationGapMs: 200 },
  });
  return { ...desk, gateway, accountId, paid: (payment) => payOrder({ ...desk, gateway, accountId }, payment) };
}

async function payOrder(
  { services, gateway, accountId }: Pick<NeoxDesk, "services" | "gateway" | "accountId">,
  { amount = 100_000, method = "CC", refunded = 0 }: Parameters<NeoxDesk["paid"]>[0] = {},
): Promise<PaidOrder> {
  const transactionId = `T${randomUUID().replaceAll("-", "").slice(0, 17).toUpperCase()}`;
  const gatewayPaymentRef = randomUUID().replaceAll("-", "").slice(0, 12);
  await gateway.putPayments({
    merchantCode: NEOX_CREDENTIALS.merchantCode,
    transactionId,
    payments: [{ id: gatewayPaymentRef, amount, refundedAmount: refunded, paymentMethod: method }],
  });
  const order = await createOrder(services.prisma, {
    payments: [
      {
        gatewayAccountId: accountId,
        amount: String(amount),
        method,
        gatewayTransactionRef: transactionId,
        gatewayPaymentRef,
        gatewayRefunded: String(refunded),
      },
    ],
  });
  return { orderId: order.orderId, paymentId: order.paymentIds[0] ?? "", gatewayPaymentRef };
}
