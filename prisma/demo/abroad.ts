import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { upsertOrderSchema } from "#lib/contracts/order.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { createEasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createPayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import type { AppContext } from "#lib/services/context.ts";
import { upsertGatewayAccount } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { upsertOrder } from "#lib/services/orders/upsert-order.ts";
import { createRandom, type Random } from "./random.ts";

const ORDERS = 8;
const HOUR_MS = 3_600_000;
const EASYLINK = { mchNo: "M1700000001", appId: "demoapp1" };
const PAYEASE = "890000001";
const CUSTOMERS = [
  "陳大文",
  "Ho Wai Ling",
  "Charlotte Müller-Weiß",
  "王小明",
  "Olivia Brown",
  "佐藤 花子",
  "Lee Ka Yan",
  "Noah Martin",
];

type AbroadOrder = {
  readonly orderId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly hoursAgo: number;
  readonly customer: string;
};

/** The shop's sales in Hong Kong by easylink and to other countries by PayEase. They exist only with emulators. */
export async function seedAbroad(context: AppContext, emulatorsUrl: string): Promise<void> {
  const random = createRandom(852);
  await seedEasylink(
    context,
    emulatorsUrl,
    sales(random, "HK", () => "HKD"),
  );
  await seedPayease(
    context,
    emulatorsUrl,
    sales(random, "GL", (index) => (index % 4 === 3 ? "JPY" : "USD")),
  );
}

function sales(random: Random, prefix: string, currencyOf: (index: number) => string): AbroadOrder[] {
  return Array.from({ length: ORDERS }, (_, index) => ({
    orderId: `${prefix}-${50_100 + ORDERS - index}`,
    currency: currencyOf(index),
    amountMinor: BigInt(random.between(1_200, 98_000)),
    hoursAgo: index * 31 + random.between(2, 20),
    customer: CUSTOMERS[(index + (prefix === "HK" ? 0 : 3)) % CUSTOMERS.length] ?? "",
  }));
}

async function seedEasylink(context: AppContext, emulatorsUrl: string, orders: readonly AbroadOrder[]): Promise<void> {
  const control = createEasylinkControl(emulatorsUrl);
  const appSecret = context.vault.digest(EASYLINK.mchNo, "demo-merchant");
  await control.putMerchant(EASYLINK.mchNo, { apps: [{ appId: EASYLINK.appId, appSecret }] });
  const accountId = await account(context, "easylink", control.baseUrl, { ...EASYLINK, appSecret });
  const known = new Set((await control.truth(EASYLINK.mchNo)).payments.map((payment) => payment.payOrderId));
  for (const order of orders) {
    const payOrderId = `P20261101${order.orderId.replaceAll(/\D/g, "")}0001`;
    const amount = Number(order.amountMinor);
    const payment = { payOrderId, mchOrderNo: order.orderId, amount, currency: order.currency };
    if (!known.has(payOrderId)) await control.putPayments({ mchNo: EASYLINK.mchNo, payments: [payment] });
    await store(context, order, { accountId, transactionRef: order.orderId, paymentRef: payOrderId, method: "CARD" });
  }
}

async function seedPayease(context: AppContext, emulatorsUrl: string, orders: readonly AbroadOrder[]): Promise<void> {
  const control = createPayeaseControl(emulatorsUrl);
  const privateKeyPem = await merchantKey(context);
  const publicKeyPem = createPublicKey(createPrivateKey(privateKeyPem))
    .export({ type: "spki", format: "pem" })
    .toString();
  const { platformCertificatePem } = await control.putMerchant(PAYEASE, { publicKeyPem });
  const credentials = { merchantId: PAYEASE, privateKeyPem, platformCertificatePem };
  const accountId = await account(context, "payease", control.baseUrl, credentials);
  const known = new Set((await control.truth(PAYEASE)).payments.map((payment) => payment.orderRequestId));
  for (const order of orders) {
    const orderRequestId = `20261101-${PAYEASE}-${order.orderId.replaceAll(/\D/g, "")}`;
    const payment = { orderRequestId, currency: order.currency, amountMinor: Number(order.amountMinor) };
    if (!known.has(orderRequestId)) await control.putPayments({ merchantId: PAYEASE, payments: [payment] });
    await store(context, order, { accountId, transactionRef: null, paymentRef: orderRequestId, method: "VISA" });
  }
}

/** Made at the first start, and then the account's own. */
async function merchantKey(context: AppContext): Promise<string> {
  const known = await context.prisma.gatewayAccount.findFirst({
    where: { gateway: "payease", label: labelOf("payease") },
  });
  if (known)
    return ((await openGatewayAccount(context, known.id)).account.credentials as { privateKeyPem: string })
      .privateKeyPem;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

const labelOf = (gateway: "easylink" | "payease") =>
  gateway === "easylink" ? "easylink demo shop" : "PayEase demo shop";

async function account(
  context: AppContext,
  gateway: "easylink" | "payease",
  baseUrl: string,
  credentials: Record<string, string>,
): Promise<string> {
  const stored = await upsertGatewayAccount(context, {
    gateway,
    label: labelOf(gateway),
    environment: "sandbox",
    baseUrl,
    credentials,
  });
  if (!stored.ok) throw new Error(`The demo account at ${gateway} was refused: ${JSON.stringify(stored.error)}`);
  return stored.value.id;
}

type Refs = {
  readonly accountId: string;
  readonly transactionRef: string | null;
  readonly paymentRef: string;
  readonly method: string;
};

async function store(context: AppContext, order: AbroadOrder, refs: Refs): Promise<void> {
  if ((await context.prisma.order.count({ where: { orderId: order.orderId } })) > 0) return;
  const amount = moneyToText({ minor: order.amountMinor, currency: order.currency });
  const placedAt = new Date(Date.now() - order.hoursAgo * HOUR_MS).toISOString();
  const input = upsertOrderSchema.parse({
    orderId: order.orderId,
    currency: order.currency,
    amount,
    placedAt,
    customer: { name: order.customer, email: null, phone: null },
    payments: [
      {
        gatewayAccountId: refs.accountId,
        gatewayTransactionRef: refs.transactionRef,
        gatewayPaymentRef: refs.paymentRef,
        method: refs.method,
        amount,
        currency: order.currency,
        status: "succeeded",
        paidAt: placedAt,
      },
    ],
  });
  const stored = await upsertOrder(context, input);
  if (!stored.ok) throw new Error(`The demo order ${order.orderId} was refused: ${JSON.stringify(stored.error)}`);
}
