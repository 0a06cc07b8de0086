import { generateKeyPairSync, randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { RawNotification } from "#lib/gateways/connector.ts";
import { createEasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import { createNeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import { createPayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import { createPayeaseEmulator } from "#lib/gateways/payease/emulator/emulator.ts";
import type { AppContext } from "#lib/services/context.ts";
import { applyNextNotification } from "#lib/services/notifications/apply-notification.ts";
import { receiveNotification } from "#lib/services/notifications/receive-notification.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createRandom } from "#prisma/demo/random.ts";
import type { TestDatabase } from "#prisma/test-database.ts";
import { createGatewayAccount } from "./create-gateway-account.ts";
import { createOrder } from "./create-order.ts";
import { type Desk, openDesk } from "./desk.ts";
import { type ForgersHand, type Forgery, forgeries, genuineMessage } from "./forgeries.ts";
import { easylinkWriter, neoxWriter, payeaseWriter, type Told, type Writer } from "./notification-writers.ts";

/** A refund that the gateway has accepted, and that waits to be told of. */
export type Waiting = Pick<Told, "reference" | "gatewayPaymentRef" | "amountMinor"> & { readonly refundId: string };

/** One gateway account under attack, and another one of the same gateway. */
export type Target = {
  readonly gateway: string;
  readonly accountId: string;
  readonly otherAccountId: string;
  readonly hand: ForgersHand;
  readonly waiting: readonly Waiting[];
};

/** How often a kind of forgery was answered with a status. */
export type Answers = Readonly<Record<string, Readonly<Record<number, number>>>>;

export type ForgeryDesk = {
  readonly targets: readonly Target[];
  readonly deliver: (
    accountId: string,
    raw: RawNotification,
    remoteIp?: string,
  ) => Promise<{ status: number; body: string }>;
  /** The genuine message that tells this. */
  readonly tell: (target: Target, told: Told) => Promise<{ status: number; body: string }>;
  /** So many forgeries of every kind, some at a time; tells which answers each kind got. */
  readonly attack: (target: Target, told: Told, count: number) => Promise<Answers>;
  /** Lets every stored message do what it proves. */
  readonly settle: () => Promise<void>;
  /** What no forgery may change: one digest of all refunds, payments, proofs, cases. */
  readonly stateOfMoney: () => Promise<string>;
  readonly stateOf: (refundId: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** `waiting` refunds at each gateway, sent and accepted; nothing but a notification can settle them. */
export async function openForgeryDesk(database: TestDatabase, waiting: number): Promise<ForgeryDesk> {
  const desk = await openDesk(database, (folder) => [
    createNeoxEmulator(folder),
    createPayeaseEmulator(folder),
    createEasylinkEmulator(folder),
  ]);
  const { prisma } = database;
  await prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await prisma.policy.create({ data: { document: { default: { approvals: 0 } }, createdBy: "test" } });
  const worker = await desk.startWorker();
  const stages = [await neoxStage(desk), await payeaseStage(desk), await easylinkStage(desk)];
  const targets = [];
  for (const stage of stages) targets.push(await targetAt(desk, stage, stages, waiting));
  await worker.stop();

  const context: AppContext = { ...desk.services, operator: { kind: "worker", name: "Refund Desk" } };
  const deliver: ForgeryDesk["deliver"] = async (gatewayAccountId, raw, remoteIp = "192.0.2.1") => {
    const received = await receiveNotification(desk.services, { gatewayAccountId, raw, remoteIp });
    if (!received.ok) throw new Error(received.error.code);
    return received.value.answer;
  };
  return {
    targets,
    deliver,
    tell: ({ accountId, hand }, told) => deliver(accountId, genuineMessage(hand, told)),
    attack: (target, told, count) => attack(deliver, target, forgeries(target.hand, told), count),
    settle: async () => {
      while (await applyNextNotification(context));
    },
    stateOfMoney: () => stateOfMoney(database),
    stateOf: async (id) => (await prisma.refund.findUniqueOrThrow({ where: { id } })).state,
    close: desk.close,
  };
}

const AT_A_TIME = 8;
/** So many addresses, of each of which twenty forgeries a minute are kept. */
const ADDRESSES = 50;

async function attack(
  deliver: ForgeryDesk["deliver"],
  { accountId }: Target,
  made: Generator<Forgery, never>,
  count: number,
): Promise<Answers> {
  const answers: Record<string, Record<number, number>> = {};
  let sent = 0;
  const attacker = async () => {
    while (sent < count) {
      const from = `198.51.100.${sent++ % ADDRESSES}`;
      const { kind, raw } = made.next().value;
      const { status } = await deliver(accountId, raw, from);
      const ofKind = answers[kind] ?? {};
      answers[kind] = { ...ofKind, [status]: (ofKind[status] ?? 0) + 1 };
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, attacker));
  return answers;
}

type Stage = {
  readonly writer: Writer;
  readonly key: string;
  readonly otherKey: string;
  readonly accountId: string;
  readonly otherAccountId: string;
  readonly currency: string;
  /** A payment that the gateway knows: our and its numbers of it. */
  readonly pay: () => Promise<{ readonly gatewayTransactionRef: string | null; readonly gatewayPaymentRef: string }>;
};

const AMOUNT_MINOR = 1_000n;
const NEVER_ASKED = { probeLadderS: [86_400] };

async function targetAt(desk: Desk, stage: Stage, stages: readonly Stage[], count: number): Promise<Target> {
  const { writer, key, otherKey, accountId, otherAccountId } = stage;
  const elsewhere = stages
    .filter((other) => other !== stage)
    .map((other) => (told: Told) => genuineMessage({ writer: other.writer, key: other.key }, told));
  const otherKeys = [otherKey];
  const hand = { random: createRandom(7), writer, key, otherKeys, elsewhere };
  const waiting = await Promise.all(Array.from({ length: count }, () => refundThatWaits(desk, stage)));
  return { gateway: writer.gateway, accountId, otherAccountId, hand, waiting };
}

async function refundThatWaits({ services, staff }: Desk, stage: Stage): Promise<Waiting> {
  const { writer, accountId: gatewayAccountId, currency } = stage;
  const refs = await stage.pay();
  const { paymentIds } = await createOrder(services.prisma, {
    currency,
    payments: [{ gatewayAccountId, gateway: writer.gateway, amount: currency === "VND" ? "10000" : "100.00", ...refs }],
  });
  const amount = currency === "VND" ? "1000" : "10.00";
  const wish = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount, reason: "Customer return" };
  const requested = await requestRefund(staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id: refundId, reference } = requested.value;
  const state = async () => (await services.prisma.refund.findUniqueOrThrow({ where: { id: refundId } })).state;
  while ((await state()) !== "processing") await wait(50);
  return { refundId, reference, gatewayPaymentRef: refs.gatewayPaymentRef, amountMinor: AMOUNT_MINOR };
}

async function neoxStage({ services, emulatorsUrl }: Desk): Promise<Stage> {
  const control = createNeoxControl(emulatorsUrl);
  const [merchantCode, key, otherKey] = ["UFLIYL", "311235E7043244EC8306F96720748C56", "9".repeat(32)];
  await control.putMerchant(merchantCode, { secretKey: key });
  await control.plan({ default: { scenario: "accept_and_wait" } });
  const account = (credentials: Record<string, string>) =>
    createGatewayAccount(services, { baseUrl: control.baseUrl, credentials, settings: NEVER_ASKED });
  return {
    writer: neoxWriter(merchantCode),
    key,
    otherKey,
    accountId: await account({ merchantCode, secretKey: key }),
    otherAccountId: await account({ merchantCode: "OTHER1", secretKey: otherKey }),
    currency: "VND",
    pay: async () => {
      const [transactionId, id] = [`T${digits(15)}`, digits(9)];
      const payments = [{ id, amount: 10_000, paymentMethod: "CC" as const }];
      await control.putPayments({ merchantCode, transactionId, payments });
      return { gatewayTransactionRef: transactionId, gatewayPaymentRef: id };
    },
  };
}

async function payeaseStage({ services, emulatorsUrl }: Desk): Promise<Stage> {
  const control = createPayeaseControl(emulatorsUrl);
  const [merchantId, otherMerchantId] = ["890000593", "890000594"];
  const [merchant, platform, other] = [newKey(), newKey(), newKey()];
  await control.putMerchant(merchantId, { publicKeyPem: merchant.publicPem, platformKeyPem: platform.privatePem });
  await control.plan({ default: { scenario: "accept_and_wait" } });
  const account = (id: string, certificate: string) => {
    const credentials = { merchantId: id, privateKeyPem: merchant.privatePem, platformCertificatePem: certificate };
    return createGatewayAccount(services, {
      gateway: "payease",
      baseUrl: control.baseUrl,
      credentials,
      settings: NEVER_ASKED,
    });
  };
  return {
    writer: payeaseWriter(merchantId, merchant.publicPem),
    key: platform.privatePem,
    otherKey: other.privatePem,
    accountId: await account(merchantId, platform.publicPem),
    otherAccountId: await account(otherMerchantId, other.publicPem),
    currency: "USD",
    pay: async () => {
      const orderRequestId = `20261122-${merchantId}-${digits(9)}`;
      const payments = [{ orderRequestId, currency: "USD", amountMinor: 10_000 }];
      await control.putPayments({ merchantId, payments });
      return { gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId };
    },
  };
}

async function easylinkStage({ services, emulatorsUrl }: Desk): Promise<Stage> {
  const control = createEasylinkControl(emulatorsUrl);
  const [mchNo, appId] = ["M1621873433953", "60cc09bce4b0f1c0b83761c9"];
  const [key, otherKey] = ["0F1E2D3C4B5A69788796A5B4C3D2E1F0", "9".repeat(32)];
  await control.putMerchant(mchNo, { apps: [{ appId, appSecret: key }] });
  await control.plan({ default: { scenario: "accept_and_wait" } });
  const account = (appSecret: string, app: string) => {
    const credentials = { mchNo, appId: app, appSecret };
    return createGatewayAccount(services, {
      gateway: "easylink",
      baseUrl: control.baseUrl,
      credentials,
      settings: NEVER_ASKED,
    });
  };
  return {
    writer: easylinkWriter(mchNo, appId),
    key,
    otherKey,
    accountId: await account(key, appId),
    otherAccountId: await account(otherKey, "60cc09bce4b0f1c0b8376100"),
    currency: "HKD",
    pay: async () => {
      const [payOrderId, mchOrderNo] = [`P${digits(15)}`, `O${digits(15)}`];
      await control.putPayments({ mchNo, payments: [{ payOrderId, mchOrderNo, amount: 10_000 }] });
      return { gatewayTransactionRef: mchOrderNo, gatewayPaymentRef: payOrderId };
    },
  };
}

const TABLES = ["refund", "payment", "ledger", "evidence", "attempt", "review_case"];

async function stateOfMoney({ prisma }: TestDatabase): Promise<string> {
  const digests = TABLES.map(
    (table) => `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM ${table} t)`,
  );
  const [row] = await prisma.$queryRawUnsafe<[{ state: string }]>(
    `SELECT concat_ws(' ', ${digests.join(", ")}) AS state`,
  );
  return row.state;
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return {
    privatePem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    publicPem: publicKey.export({ format: "pem", type: "spki" }).toString(),
  };
}

function digits(count: number): string {
  return Array.from({ length: count }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join("");
}
