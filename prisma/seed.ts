import { upsertOrderSchema } from "#lib/contracts/order.ts";
import { createLogger } from "#lib/logger.ts";
import type { AppContext } from "#lib/services/context.ts";
import { openServices } from "#lib/services/open-services.ts";
import { upsertOrder } from "#lib/services/orders/upsert-order.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { seedAbroad } from "./demo/abroad.ts";
import { registerPayments, seedGatewayAccount } from "./demo/gateway.ts";
import { type DemoOrder, demoOrders } from "./demo/orders.ts";
import { seedPeople } from "./demo/people.ts";
import { seedRefunds } from "./demo/refunds.ts";

export type SeedOptions = {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  /** Where the emulators report. */
  readonly publicUrl: string;
  /** Of all demo people. */
  readonly password: string;
  readonly emulatorsUrl?: string | undefined;
};

/**
 * Fills the demo shop: people, policy, a NeoX account at the emulator, sixty orders and a few refunds. Run again,
 * it keeps what is there and brings the account to the emulator's present address.
 */
export async function seedDemo({
  databaseUrl,
  encryptionKey,
  publicUrl,
  password,
  emulatorsUrl,
}: SeedOptions): Promise<void> {
  refuseProduction(password);
  const log = createLogger("seed", "warn");
  const services = openServices({
    databaseUrl,
    encryptionKey,
    publicUrl,
    allowLoopbackGateways: true,
    log,
    poolSize: 3,
  });
  const context: AppContext = { ...services, operator: { kind: "cli", name: "demo seed" } };
  try {
    await seedPeople(services, password);
    await seedMerchant(context);
    const accountId = await seedGatewayAccount(context, emulatorsUrl);
    const orders = demoOrders(new Date());
    await seedOrders(context, accountId, orders);
    if (emulatorsUrl !== undefined) {
      await registerPayments(emulatorsUrl, orders);
      await seedAbroad(context, emulatorsUrl);
    }
    await seedRefunds(services, orders);
  } finally {
    await services.prisma.$disconnect();
  }
}

/** Known accounts with one password must never reach a real installation. */
function refuseProduction(password: string): void {
  const { NODE_ENV, STARTED_BY, SEED } = process.env;
  if (NODE_ENV === "production" && STARTED_BY === undefined && SEED !== "demo") {
    throw new Error(
      "The demo shop is not for production. Set SEED=demo if this installation is one for trying things out.",
    );
  }
  if (password.length < 12)
    throw new Error("The demo people need a password of at least 12 characters (DEMO_PASSWORD).");
}

async function seedMerchant(context: AppContext): Promise<void> {
  const { prisma } = context;
  const shop = {
    name: "Cửa hàng Hoa Sen",
    currencies: ["VND", "HKD", "USD", "JPY"],
    reasons: [
      "Customer returned goods",
      "Order cancelled before shipping",
      "Wrong or faulty item",
      "Late delivery",
      "Price difference",
    ],
  };
  await prisma.merchantSettings.upsert({ where: { id: 1 }, create: shop, update: {} });
  if ((await prisma.policy.count()) > 0) return;
  await setPolicy(context, { default: { approvals: 2 }, rules: [{ currency: "VND", upTo: "50000000", approvals: 1 }] });
}

/** Only those that are missing: their times hang on the day of the first seeding. */
async function seedOrders(context: AppContext, gatewayAccountId: string, orders: readonly DemoOrder[]): Promise<void> {
  const known = await context.prisma.order.findMany({
    where: { orderId: { in: orders.map((order) => order.orderId) } },
    select: { orderId: true },
  });
  const present = new Set(known.map((order) => order.orderId));
  for (const order of orders) {
    if (present.has(order.orderId)) continue;
    const stored = await upsertOrder(context, upsertOrderSchema.parse(toInput(order, gatewayAccountId)));
    if (!stored.ok) throw new Error(`The demo order ${order.orderId} was refused: ${JSON.stringify(stored.error)}`);
  }
}

function toInput({ orderId, placedAt, customer, lines, payments }: DemoOrder, gatewayAccountId: string) {
  return {
    orderId,
    currency: "VND",
    amount: lines.reduce((sum, line) => sum + BigInt(line.amount), 0n).toString(),
    placedAt: placedAt.toISOString(),
    customer,
    lines,
    payments: payments.map((payment) => ({
      gatewayAccountId,
      gatewayTransactionRef: payment.transactionRef,
      gatewayPaymentRef: payment.paymentRef,
      method: payment.method,
      amount: String(payment.amount),
      currency: "VND",
      status: payment.status,
      paidAt: payment.status === "SUCCESS" ? payment.paidAt.toISOString() : null,
      refundedAmount: String(payment.refunded),
    })),
  };
}
