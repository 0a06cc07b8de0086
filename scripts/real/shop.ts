import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createEasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createNeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createPayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork } from "#prisma/factories/people.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { House } from "./house.ts";

export const GATEWAYS = ["neox", "payease", "easylink"] as const;
export type GatewayName = (typeof GATEWAYS)[number];
/** What the shop wants back, and how often it has asked already. */
export type Wish = {
  readonly gateway: GatewayName;
  readonly paymentId: string;
  readonly amount: string;
  readonly key: string;
};

/** A merchant with an account at each gateway, who asks for refunds over REST. */
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

/** Production's durations, divided by about three hundred. */
export const QUICK: Readonly<Record<GatewayName, Prisma.InputJsonObject>> = {
  neox: { quietTimeS: 3, probeLadderS: [0.2, 0.5, 1, 2], reviewAfterQrS: 10, reviewAfterCardS: 10 },
  payease: { quietTimeS: 3, probeLadderS: [0.5, 2, 4], reviewAfterS: 10, queryPerMinute: 200 },
  easylink: { quietTimeS: 3, probeLadderS: [0.2, 0.5, 1, 2], reviewAfterS: 15 },
};

export async function openShop(house: House, settings: Partial<typeof QUICK> = QUICK) {
  const { services, webs, emulatorsUrl } = house;
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
  const apiKey = await createApiKey(cli, { name: "shop" });
  if (!apiKey.ok) throw new Error(apiKey.error.code);

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
    /** Asks over REST until a web process has answered, and has a manager say yes where the policy wants it. */
    /** Asks and leaves the yes to later; whether one is needed. */
    askOnly: async (wish: Wish): Promise<{ readonly id: string; readonly waits: boolean }> => {
      const { id, requiredApprovals } = await ask(webs, apiKey.value.key, wish);
      return { id, waits: requiredApprovals > 0 };
    },
    approve: (id: string) => approve(manager, id),
    reject: (id: string) => reject(manager, id),
    ask: async (wish: Wish): Promise<string> => {
      const { id, requiredApprovals } = await ask(webs, apiKey.value.key, wish);
      if (requiredApprovals > 0) await approve(manager, id);
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
async function openAccount({ services, webs, gatewayProxy }: House, opening: Opening): Promise<string> {
  const { gateway, index, settings, controls } = opening;
  const merchant = merchantOf(gateway, index);
  const baseUrl = `http://127.0.0.1:${gatewayProxy.port}/${gateway}`;
  const open = (credentials: Readonly<Record<string, string>>) =>
    createGatewayAccount(services, { gateway, credentials, settings, baseUrl });
  if (gateway === "neox") {
    const id = await open({ merchantCode: merchant, secretKey });
    const notificationUrl = `${webs[index % webs.length]}/api/notifications/${id}`;
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

type Asked = { readonly id: string; readonly requiredApprovals: number };

/** The same key goes again, to either web, until the answer is there: what a shop does. */
async function ask(webs: readonly string[], apiKey: string, wish: Wish): Promise<Asked> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await askOnce(webs[tries % webs.length] ?? "", apiKey, wish).catch(() => null);
    if (answer?.status === 202) return JSON.parse(answer.text) as Asked;
    if (answer && answer.status < 500) throw new Error(`${answer.status} ${answer.text}`);
    await sleep(100);
  }
  throw new Error("No web process takes the refund.");
}

async function askOnce(web: string, apiKey: string, { gateway, paymentId, amount, key }: Wish) {
  const reply = await fetch(`${web}/api/v1/refunds`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ paymentId, amount, currency: CURRENCY[gateway], reason: "Returned" }),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: reply.status, text: await reply.text() };
}

async function approve(manager: Awaited<ReturnType<typeof personAtWork>>, refundId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      const { sealedHash } = await manager.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
      const approved = await approveRefund(manager, { refundId, sealedHash });
      // The answer of an earlier try may have been lost with the database.
      if (approved.ok || approved.error.code === "already_decided") return;
      throw new Error(`approve ${refundId}: ${approved.error.code}`);
    } catch (error) {
      if (tries > 150) throw error;
      await sleep(100);
    }
  }
}

/** The code with which the desk refuses; null when it did not. */
async function reject(manager: Awaited<ReturnType<typeof personAtWork>>, refundId: string): Promise<string | null> {
  const { sealedHash } = await manager.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
  const rejected = await rejectRefund(manager, { refundId, sealedHash, reason: "Not wanted any more" });
  return rejected.ok ? null : rejected.error.code;
}
