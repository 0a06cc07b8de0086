import { randomInt, randomUUID } from "node:crypto";
import { createEasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createNeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createPayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { House } from "./house.ts";
import { patiently } from "./patience.ts";

export const GATEWAYS = ["neox", "payease", "easylink"] as const;
export type GatewayName = (typeof GATEWAYS)[number];
/** What the shop wants back, and how often it has asked already. */
export type Wish = {
  readonly gateway: GatewayName;
  readonly paymentId: string;
  readonly amount: string;
  readonly key: string;
};

/** A merchant with accounts at each gateway, who asks for refunds over REST or through the services. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

/**
 * Many small accounts: a storm of faults would make the breaker of a large one stop sending, which it proves elsewhere;
 * and one may ask PayEase only 200 times a minute.
 */
const ACCOUNTS = { neox: 12, payease: 6, easylink: 12 } as const;
/** An app belongs to one merchant. */
const appOf = (index: number) => ({
  appId: `60cc09bce4b0f1c0b83761${10 + index}`,
  appSecret: "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
});
const { secretKey } = NEOX_CREDENTIALS;
const merchantOf = (gateway: GatewayName, index: number): string =>
  ({ neox: `SHOP${index}`, payease: `89000059${index}`, easylink: `M16218734339${10 + index}` })[gateway];
const CURRENCY = { neox: "VND", payease: "USD", easylink: "HKD" } as const;

/** Production's durations, divided by about three hundred. What is with people by then is asked about more rarely. */
export const QUICK: Readonly<Record<GatewayName, Prisma.InputJsonObject>> = {
  neox: { quietTimeS: 3, probeLadderS: [0.2, 0.5, 1, 2, 4, 4, 20], reviewAfterQrS: 10, reviewAfterCardS: 10 },
  payease: { quietTimeS: 3, probeLadderS: [0.5, 2, 4, 4, 20], reviewAfterS: 10, queryPerMinute: 200 },
  easylink: { quietTimeS: 3, probeLadderS: [0.2, 0.5, 1, 2, 4, 4, 4, 20], reviewAfterS: 15 },
};

export async function openShop(house: House, settings: Partial<typeof QUICK> = QUICK) {
  const { services, emulatorsUrl } = house;
  const controls = {
    neox: createNeoxControl(emulatorsUrl),
    payease: createPayeaseControl(emulatorsUrl),
    easylink: createEasylinkControl(emulatorsUrl),
  };
  const accounts: Record<GatewayName, string[]> = { neox: [], payease: [], easylink: [] };
  for (const gateway of GATEWAYS) {
    for (let index = 0; index < ACCOUNTS[gateway]; index += 1) {
      accounts[gateway].push(await openAccount(house, { gateway, index, controls, settings: settings[gateway] }));
    }
  }
  const cli = { ...services, operator: { kind: "cli", name: "real processes" } } as const;
  const manager = await personAtWork(services, "manager");
  await services.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  // VND leaves at once, the others wait for a manager.
  await setPolicy(cli, { default: { approvals: 1 }, rules: [{ currency: "VND", upTo: "50000", approvals: 0 }] });
  const ask = house.front === "web" ? await askOverRest(house) : await askServices(house);

  let paid = 0;
  return {
    controls,
    accounts,
    plan: (
      random: { readonly seed: string; readonly rate: number; readonly scenarios: Choice[] } | null,
      usual: Choice,
    ) => Promise.all(GATEWAYS.map((gateway) => controls[gateway].plan({ random, default: usual }))),
    /** Payments that desk and gateway know, and what shall go back of each. */
    pay: (gateway: GatewayName, refunds: number) => {
      paid += 1;
      const index = paid % accounts[gateway].length;
      return pay(house, { gateway, index, accountId: accounts[gateway][index] ?? "", controls, refunds });
    },
    /** Asks and leaves the yes to later; whether one is needed. */
    askOnly: ask,
    approve: (id: string) => approve(manager, id),
    reject: (id: string) => reject(manager, id),
    /** Asks until there is an answer, and has a manager say yes where the policy wants it. */
    ask: async (wish: Wish): Promise<string> => {
      const { id, waits } = await ask(wish);
      if (waits) await approve(manager, id);
      return id;
    },
  };
}

type Controls = {
  readonly neox: ReturnType<typeof createNeoxControl>;
  readonly payease: ReturnType<typeof createPayeaseControl>;
  readonly easylink: ReturnType<typeof createEasylinkControl>;
};
type Opening = {
  readonly gateway: GatewayName;
  readonly index: number;
  readonly controls: Controls;
  readonly settings: Prisma.InputJsonObject | undefined;
};

/** An account at the desk, and the merchant that it stands for at the emulator. */
async function openAccount({ services, origins, gatewayProxy }: House, opening: Opening): Promise<string> {
  const { gateway, index, settings, controls } = opening;
  const merchant = merchantOf(gateway, index);
  const baseUrl = `http://127.0.0.1:${gatewayProxy.port}/${gateway}`;
  const open = (credentials: Readonly<Record<string, string>>) =>
    createGatewayAccount(services, { gateway, credentials, settings, baseUrl });
  if (gateway === "neox") {
    const id = await open({ merchantCode: merchant, secretKey });
    const notificationUrl = `${origins[index % origins.length]}/api/notifications/${id}`;
    await controls.neox.putMerchant(merchant, { secretKey, notificationUrl, settings: { notificationGapMs: 300 } });
    return id;
  }
  if (gateway === "easylink") {
    await controls.easylink.putMerchant(merchant, { apps: [appOf(index)], settings: { timeScale: 0.004 } });
    return open({ mchNo: merchant, ...appOf(index) });
  }
  const { privateKeyPem = "", platformCertificatePem } = await controls.payease.putMerchant(merchant, {
    settings: { notificationGapsMs: [300, 300, 300, 300] },
  });
  return open({ merchantId: merchant, privateKeyPem, platformCertificatePem });
}

type Paying = {
  readonly gateway: GatewayName;
  readonly index: number;
  readonly accountId: string;
  readonly controls: Controls;
  readonly refunds: number;
};

async function pay(
  { services }: House,
  { gateway, index, accountId, controls, refunds }: Paying,
): Promise<readonly Wish[]> {
  const number = randomUUID().replaceAll("-", "").slice(0, 18);
  const refs = await atGateway(gateway, number, controls, merchantOf(gateway, index));
  const order = await createOrder(services.prisma, {
    currency: CURRENCY[gateway],
    payments: [{ gatewayAccountId: accountId, gateway, ...refs }],
  });
  const amount = (each: number) => (gateway === "neox" ? String(20_000 + each) : `20.0${each}`);
  return Array.from({ length: refunds }, (_, each) => ({
    ...{ gateway, paymentId: order.paymentIds[0] ?? "", amount: amount(each), key: randomUUID() },
  }));
}

async function atGateway(
  gateway: GatewayName,
  number: string,
  { neox, payease, easylink }: Controls,
  merchant: string,
) {
  if (gateway === "neox") {
    const payments = [{ id: number, amount: 100_000, paymentMethod: "CC" }];
    const transactionId = `T${number.slice(0, 16)}`;
    await neox.putPayments({ merchantCode: merchant, transactionId, payments });
    return { amount: "100000", gatewayTransactionRef: transactionId, gatewayPaymentRef: number };
  }
  if (gateway === "payease") {
    const orderRequestId = `20261122-${merchant}-${randomInt(10 ** 12)}`;
    await payease.putPayments({
      ...{ merchantId: merchant, payments: [{ orderRequestId, currency: "USD", amountMinor: 10_000 }] },
    });
    return { amount: "100.00", gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId };
  }
  const [payOrderId, mchOrderNo] = [`P${number}`, `O${number}`];
  await easylink.putPayments({ mchNo: merchant, payments: [{ payOrderId, mchOrderNo, amount: 10_000 }] });
  return { amount: "100.00", method: "WX_NATIVE", gatewayTransactionRef: mchOrderNo, gatewayPaymentRef: payOrderId };
}

type Ask = (wish: Wish) => Promise<{ readonly id: string; readonly waits: boolean }>;

/** The same key goes again, to either web, until the answer is there: what a shop does. */
async function askOverRest({ services, origins }: House): Promise<Ask> {
  const cli = { ...services, operator: { kind: "cli", name: "real processes" } } as const;
  const apiKey = await createApiKey(cli, { name: "shop" });
  if (!apiKey.ok) throw new Error(apiKey.error.code);
  let asked = 0;
  return async (wish) => {
    const { status, text } = await patiently(async () => {
      asked += 1;
      const answer = await askOnce(origins[asked % origins.length] ?? "", apiKey.value.key, wish);
      if (answer.status >= 500) throw new Error(`${answer.status} ${answer.text}`);
      return answer;
    });
    if (status !== 202) throw new Error(`ask for ${wish.amount} of ${wish.paymentId}: ${status} ${text}`);
    const { id, requiredApprovals } = JSON.parse(text) as { id: string; requiredApprovals: number };
    return { id, waits: requiredApprovals > 0 };
  };
}

async function askOnce(origin: string, apiKey: string, { gateway, paymentId, amount, key }: Wish) {
  const reply = await fetch(`${origin}/api/v1/refunds`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ paymentId, amount, currency: CURRENCY[gateway], reason: "Returned" }),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: reply.status, text: await reply.text() };
}

/** As somebody of the staff, with the form's key, until the database has answered. */
async function askServices({ services }: House): Promise<Ask> {
  const staff = await personAtWork(services, "staff");
  return async ({ paymentId, amount, key }) => {
    const request = { requestKey: key, paymentId, amount, reason: "Returned" };
    const asked = await patiently(() => requestRefund(staff, request));
    if (!asked.ok) throw new Error(`ask for ${amount} of ${paymentId}: ${asked.error.code}`);
    return { id: asked.value.id, waits: asked.value.state === "awaiting_approval" };
  };
}

async function approve(manager: TestPerson, refundId: string): Promise<void> {
  const approved = await patiently(async () => {
    const { sealedHash } = await manager.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
    return approveRefund(manager, { refundId, sealedHash });
  });
  // The answer of an earlier try may have been lost with the database.
  if (!approved.ok && approved.error.code !== "already_decided")
    throw new Error(`approve ${refundId}: ${approved.error.code}`);
}

/** The code with which the desk refuses; null when it did not. */
async function reject(manager: TestPerson, refundId: string): Promise<string | null> {
  const { sealedHash } = await manager.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
  const rejected = await rejectRefund(manager, { refundId, sealedHash, reason: "Not wanted any more" });
  return rejected.ok ? null : rejected.error.code;
}
