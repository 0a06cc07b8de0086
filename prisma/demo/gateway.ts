import { createNeoxControl, type NeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import type { AppContext } from "#lib/services/context.ts";
import { upsertGatewayAccount } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import type { DemoOrder } from "./orders.ts";

const MERCHANT_CODE = "DEMOSHOP";
const SANDBOX = "https://sandbox-api.neopay.vn/pg";

/** The demo shop's NeoX account, at the emulator's present address; without emulators at NeoX's sandbox. */
export async function seedGatewayAccount(context: AppContext, emulatorsUrl: string | undefined): Promise<string> {
  // One secret per installation that nobody has to store: whoever has the encryption key can make it again.
  const secretKey = context.vault.digest(MERCHANT_CODE, "demo-merchant").slice(0, 32).toUpperCase();
  const control = emulatorsUrl === undefined ? null : createNeoxControl(emulatorsUrl);
  const account = await upsertGatewayAccount(context, {
    gateway: "neox",
    label: "NeoX demo shop",
    environment: "sandbox",
    baseUrl: control?.baseUrl ?? SANDBOX,
    credentials: { merchantCode: MERCHANT_CODE, secretKey },
  });
  if (!account.ok) throw new Error(`The demo gateway account was refused: ${JSON.stringify(account.error)}`);
  const { id, notificationUrl } = account.value;
  await control?.putMerchant(MERCHANT_CODE, { secretKey, notificationUrl });
  return id;
}

/** Tells the emulator of the payments that it does not know: what it knows it keeps, refunds included. */
export async function registerPayments(emulatorsUrl: string, orders: readonly DemoOrder[]): Promise<void> {
  const control = createNeoxControl(emulatorsUrl);
  const { payments } = await control.truth(MERCHANT_CODE);
  const known = new Set(payments.map((payment) => payment.id));
  for (const order of orders) await registerOrder(control, order, known);
}

async function registerOrder(control: NeoxControl, order: DemoOrder, known: ReadonlySet<string>): Promise<void> {
  for (const payment of order.payments.filter(({ paymentRef }) => !known.has(paymentRef))) {
    await control.putPayments({
      merchantCode: MERCHANT_CODE,
      transactionId: payment.transactionRef,
      orderId: order.orderId,
      payments: [
        {
          id: payment.paymentRef,
          status: payment.status,
          amount: payment.amount,
          refundedAmount: payment.refunded,
          paymentMethod: payment.method,
        },
      ],
    });
  }
}
