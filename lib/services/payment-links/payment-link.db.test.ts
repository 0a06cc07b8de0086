import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreatePaymentLinkInput, PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { secureHash } from "#lib/gateways/neox/signature.ts";
import { receiveNotification } from "#lib/services/notifications/receive-notification.ts";
import { receivePaymentReturn } from "#lib/services/notifications/receive-payment-return.ts";
import { getOrder } from "#lib/services/orders/get-order.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { getRefund, getRefundView } from "#lib/services/refunds/get-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { listCases } from "#lib/services/review/list-cases.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { askPaymentLink } from "./ask-payment-link.ts";
import { createPaymentLink } from "./create-payment-link.ts";
import { getPayForm, getPaymentLink } from "./get-payment-link.ts";

const PATIENCE = { timeout: 15_000 };
const database = useTestDatabase();
let desk: NeoxDesk;
/** An account whose merchant never told the gateway where to report. */
let silentAccountId: string;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  const credentials = { merchantCode: "SILENT", secretKey: "5".repeat(32) };
  silentAccountId = await createGatewayAccount(desk.services, { baseUrl: desk.gateway.baseUrl, credentials });
  await desk.gateway.putMerchant(credentials.merchantCode, { secretKey: credentials.secretKey });
  const noUndo = { undoWindowMs: 0 };
  await database.prisma.merchantSettings.upsert({ where: { id: 1 }, create: noUndo, update: noUndo });
  await desk.startWorker();
});
afterAll(() => desk.close());

async function unpaidOrder(amount = 100_000): Promise<string> {
  const { id, orderId } = await createOrder(database.prisma, { payments: [] });
  await database.prisma.order.update({ where: { id }, data: { amountMinor: BigInt(amount) } });
  return orderId;
}

function wish(orderId: string, change: Partial<CreatePaymentLinkInput> = {}): CreatePaymentLinkInput {
  return {
    linkId: randomUUID(),
    orderId,
    gatewayAccountId: desk.accountId,
    way: "POST",
    amount: "100000",
    orderInfo: `Thanh toán ${orderId}`,
    locale: "vi",
    methods: ["QR"],
    expiresInMinutes: 60,
    customer: { id: undefined, email: undefined, phone: undefined, ip: undefined },
    createToken: false,
    forIframe: false,
    items: [],
    ...change,
  };
}

async function made(change: Partial<CreatePaymentLinkInput> = {}): Promise<PaymentLinkDto> {
  const orderId = change.orderId ?? (await unpaidOrder());
  const created = await createPaymentLink(desk.staff, wish(orderId, change));
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return created.value;
}

/** What the payer does on NeoX's page; tells where the browser is sent to. */
async function press(url: string, button: "pay" | "fail" | "cancel", method = "QR"): Promise<URL> {
  const page = await fetch(url);
  const body = new URLSearchParams({ do: button, method });
  const answer = await fetch(page.url, { method: "POST", body, redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "");
}

const come = (query: string, gatewayAccountId = desk.accountId) =>
  receivePaymentReturn(desk.services, { gatewayAccountId, query, remoteIp: "127.0.0.1" });

async function stateOf({ id }: PaymentLinkDto): Promise<string> {
  const link = await getPaymentLink(desk.staff, id);
  return link.ok ? link.value.state : link.error.code;
}

async function paymentsOf({ orderId }: PaymentLinkDto) {
  const order = await getOrder(desk.staff, orderId);
  return order.ok ? order.value.payments : [];
}

const effects = async () => (await database.prisma.inboxMessage.findMany()).map(({ effect }) => effect);

describe("a payment link", () => {
  it("for QR alone comes with the transfer; paid at the gateway, the payment arrives and can be refunded", async () => {
    const link = await made();
    expect(link).toMatchObject({ state: "open", amount: "100000", transfer: { amount: "100000" } });
    expect(link.transfer?.qrData).toMatch(/^000201.*6304[0-9A-F]{4}$/);

    await press(link.url, "pay");

    await expect.poll(() => stateOf(link), PATIENCE).toBe("paid");
    const [payment, ...others] = await paymentsOf(link);
    expect(others).toEqual([]);
    expect(payment).toMatchObject({
      method: "QR",
      status: "succeeded",
      amount: "100000",
      gatewayTransactionRef: expect.stringMatching(/^\d{12}[A-Z]{6}$/),
      gatewayPaymentRef: expect.any(String),
      balance: { refundable: "100000" },
    });

    const receiver = { accountName: "NGUYEN VAN A", accountNumber: "0123456789", swiftCode: "ASCBVNVX" };
    const requested = await requestRefund(desk.staff, {
      requestKey: randomUUID(),
      paymentId: payment?.id ?? "",
      amount: "100000",
      reason: "Returned",
      receiver,
    });
    const refundId = requested.ok ? requested.value.id : "";
    const view = await getRefundView(desk.manager, refundId);
    await approveRefund(desk.manager, { refundId, sealedHash: view.ok ? view.value.sealedHash : "" });
    await expect
      .poll(async () => {
        const refund = await getRefund(desk.staff, refundId);
        return refund.ok && refund.value.state;
      }, PATIENCE)
      .toBe("succeeded");
  });

  it("by GET is a signed address that leads to the payment page; any method can be chosen there", async () => {
    const link = await made({ way: "GET", methods: [] });
    expect(link.transfer).toBeNull();

    await press(link.url, "pay", "CC");

    await expect.poll(() => stateOf(link), PATIENCE).toBe("paid");
    expect(await paymentsOf(link)).toMatchObject([{ method: "CC", amount: "100000" }]);
  });

  it("carries customer, flags and items to the gateway, which finds nothing wrong with them", async () => {
    const link = await made({
      methods: ["CC", "QR"],
      customer: { id: "C1", email: "lan@example.test", phone: "0901234567", ip: "192.0.2.1" },
      createToken: true,
      forIframe: true,
      items: [
        { orderId: "S1", description: "Áo dài", price: "37000" },
        { orderId: "S2", description: "Trà sen", price: "63000" },
      ],
    });

    await press(link.url, "pay", "CC");

    await expect.poll(() => stateOf(link), PATIENCE).toBe("paid");
    expect(await desk.gateway.violations()).toEqual([]);
  });

  it("the payer's way back alone is enough, repeats nothing, and says what the payer knows", async () => {
    const link = await made({ gatewayAccountId: silentAccountId });
    const back = await press(link.url, "pay");
    expect(back.pathname).toBe(`/pay/return/${silentAccountId}`);
    const query = back.search.slice(1);

    const answers = [await come(query, silentAccountId), await come(query, silentAccountId)];

    expect(answers[0]).toMatchObject({ kind: "told", result: "succeeded", orderId: link.orderId, amount: "100000" });
    await expect.poll(() => stateOf(link), PATIENCE).toBe("paid");
    expect(await paymentsOf(link)).toHaveLength(1);
    expect(await come(query, silentAccountId)).toMatchObject({ kind: "told", isPaid: true });
  });

  it("of which no message came is asked for by our own transaction ID (QUERY_DR)", async () => {
    const link = await made({ gatewayAccountId: silentAccountId });
    const before = await askPaymentLink(desk.staff, { linkId: link.id });
    expect(before).toMatchObject({ ok: true, value: { state: "open" } });
    await press(link.url, "pay");

    const after = await askPaymentLink(desk.staff, { linkId: link.id });

    expect(after).toMatchObject({ ok: true, value: { state: "paid" } });
    await askPaymentLink(desk.staff, { linkId: link.id });
    expect(await paymentsOf(link)).toHaveLength(1);
  });

  it("that the payer turned back from has failed, and brings no payment", async () => {
    const link = await made();
    const back = await press(link.url, "cancel");

    expect(await come(back.search.slice(1))).toMatchObject({ kind: "told", result: "failed" });

    await expect.poll(() => stateOf(link), PATIENCE).toBe("failed");
    expect(await paymentsOf(link)).toEqual([]);
  });

  it("G05 a forged message changes nothing, on neither way", async () => {
    const link = await made();
    const back = await press(link.url, "cancel");
    back.searchParams.set("neo_ResponseCode", "0");

    expect(await come(back.search.slice(1))).toEqual({ kind: "not_signed" });
    const posted = await receiveNotification(desk.services, {
      gatewayAccountId: desk.accountId,
      raw: { headers: {}, query: "", body: Buffer.from(back.search.slice(1)) },
      remoteIp: "127.0.0.1",
    });

    expect(posted).toMatchObject({ value: { verdict: "bad_signature", answer: { status: 401 } } });
    await askPaymentLink(desk.staff, { linkId: link.id });
    expect(await stateOf(link)).toBe("failed");
    expect(await paymentsOf(link)).toEqual([]);
  });

  /** The cut is made at a zero of the gateway's own number, whose digits are drawn by lot. */
  async function cancelledWithZero() {
    for (;;) {
      const link = await made();
      const back = await press(link.url, "cancel");
      const zero = back.searchParams.get("neo_TransactionID")?.indexOf("0") ?? -1;
      if (zero >= 0) return { link, back, zero };
    }
  }

  it("G06 a failure that was cut anew into a success books nothing: the gateway is asked, and knows better", async () => {
    const { link, back, zero } = await cancelledWithZero();
    const { neo_SecureHash, neo_TransactionID = "", ...rest } = Object.fromEntries(back.searchParams);
    const cut = {
      ...rest,
      neo_PayToken: `${rest.neo_ResponseCode}${rest.neo_ResponseMsg}${neo_TransactionID.slice(0, zero)}`,
      neo_ResponseCode: "0",
      neo_ResponseMsg: "",
      neo_TransactionID: neo_TransactionID.slice(zero + 1),
    };
    const hash = secureHash("PAY_NOTIFICATION", cut, NEOX_CREDENTIALS.secretKey, "upper");
    expect(hash, "the signature still holds").toBe(neo_SecureHash);

    const told = await come(new URLSearchParams({ ...cut, neo_SecureHash: hash }).toString());

    expect(told).toMatchObject({ kind: "told", result: "succeeded", isPaid: false });
    await expect.poll(() => stateOf(link), PATIENCE).toBe("failed");
    expect(await paymentsOf(link)).toEqual([]);
  });

  it("G08 a signed message of another amount, or about no link of this account, settles nothing", async () => {
    const link = await made();
    const other = await createGatewayAccount(desk.services);
    const fields = {
      neo_Command: "PAY",
      neo_MerchantCode: NEOX_CREDENTIALS.merchantCode,
      neo_Currency: "VND",
      neo_Amount: 99_999,
      neo_MerchantTxnID: link.merchantTransactionId,
      neo_TransactionID: "240830080146NDTISR",
      neo_ResponseCode: 0,
      neo_ResponseMsg: "Success",
    };
    const send = (gatewayAccountId: string, message: Record<string, unknown>) =>
      receiveNotification(desk.services, {
        gatewayAccountId,
        raw: {
          headers: {},
          query: "",
          body: Buffer.from(
            JSON.stringify({
              ...message,
              neo_SecureHash: secureHash("PAY_NOTIFICATION", message, NEOX_CREDENTIALS.secretKey, "upper"),
            }),
          ),
        },
        remoteIp: "127.0.0.1",
      });

    await send(desk.accountId, fields);
    await send(other, { ...fields, neo_Amount: 100_000 });

    await expect
      .poll(effects, PATIENCE)
      .toEqual(expect.arrayContaining(["settles nothing: amount differs", "unmatched"]));
    const about = { kind: "payment_notification_differs", theirs: "99999", ours: "100000", orderId: link.orderId };
    expect(await listCases(desk.staff, {})).toMatchObject({ value: { items: [{ ...about, answers: ["noted"] }] } });
    expect(await getPaymentLink(desk.staff, link.id)).toMatchObject({ value: { state: "open", reportedAt: null } });
  });

  it("paid with another amount than it asked for books nothing and says so", async () => {
    const link = await made();
    const row = await database.prisma.paymentLink.findUniqueOrThrow({ where: { id: link.id } });
    const transactionId = `T${row.merchantTransactionId.slice(-17)}`;
    await desk.gateway.putPayments({
      merchantCode: NEOX_CREDENTIALS.merchantCode,
      transactionId,
      payments: [{ id: transactionId, amount: 60_000, paymentMethod: "QR" }],
    });
    await database.prisma.paymentLink.update({
      where: { id: link.id },
      data: { gatewayTransactionRef: transactionId, nextAskAt: new Date() },
    });

    await expect.poll(() => stateOf(link), PATIENCE).toBe("differs");
    expect(await getPaymentLink(desk.staff, link.id)).toMatchObject({ value: { why: "amount" } });
    expect(await paymentsOf(link)).toEqual([]);
  });

  it("a payment that another order has already stays there", async () => {
    const paid = await desk.paid();
    const theirs = await database.prisma.payment.findUniqueOrThrow({ where: { id: paid.paymentId } });
    const link = await made();
    await database.prisma.paymentLink.update({
      where: { id: link.id },
      data: { gatewayTransactionRef: theirs.gatewayTransactionRef, nextAskAt: new Date() },
    });

    await expect.poll(() => stateOf(link), PATIENCE).toBe("differs");
    expect(await getPaymentLink(desk.staff, link.id)).toMatchObject({
      value: { why: "payment_belongs_to_other_order" },
    });
  });
});

describe("the form for a payment link", () => {
  it("begins with what is not paid yet, and shows the links there are", async () => {
    const link = await made();

    expect(await getPayForm(desk.staff, link.orderId)).toMatchObject({
      ok: true,
      value: {
        amount: "100000",
        accounts: expect.arrayContaining([expect.objectContaining({ id: desk.accountId })]),
        links: [{ id: link.id }],
      },
    });
  });

  it("A05 pressed twice makes one link", async () => {
    const orderId = await unpaidOrder();
    const same = wish(orderId);

    const [first, second] = await Promise.all([
      createPaymentLink(desk.staff, same),
      createPaymentLink(desk.staff, same),
    ]);
    const third = await createPaymentLink(desk.staff, same);

    expect([second, third]).toEqual([first, first]);
    expect(await database.prisma.paymentLink.count({ where: { id: same.linkId } })).toBe(1);
  });

  it.each<[string, Partial<CreatePaymentLinkInput>, string]>([
    ["items that do not sum to the amount", { items: [{ orderId: "S1", description: "", price: "99999" }] }, "items"],
    ["half a dong", { amount: "100000.5" }, "amount"],
    ["nothing", { amount: "0" }, "amount"],
    ["a method that nobody knows", { methods: ["CASH"] }, "methods"],
    ["a language that NeoX has no page in", { locale: "zh" }, "locale"],
  ])("with %s is refused at its field, and nobody is asked", async (_name, change, field) => {
    const refused = await createPaymentLink(desk.staff, wish(await unpaidOrder(), change));

    expect(refused).toMatchObject({ ok: false, error: { code: "invalid_request", errors: [{ field }] } });
  });

  it("tells the gateway's own words when it refuses", async () => {
    const account = await createGatewayAccount(desk.services, {
      baseUrl: desk.gateway.baseUrl,
      credentials: { merchantCode: "NOBODY", secretKey: "0".repeat(32) },
    });

    expect(await createPaymentLink(desk.staff, wish(await unpaidOrder(), { gatewayAccountId: account }))).toMatchObject(
      {
        error: { code: "gateway_refused", detail: { code: "1", text: "Merchant not found" } },
      },
    );
  });
});

describe("the database itself", () => {
  it("refuses to change what a link asks for, to unpay it and to delete it", async () => {
    const { id } = await made();
    const sql = (text: string) => database.prisma.$executeRawUnsafe(text);

    await expect(sql(`UPDATE payment_link SET amount_minor = 1 WHERE id = '${id}'`)).rejects.toThrow(
      /cannot be changed/,
    );
    await expect(sql(`UPDATE payment_link SET next_ask_at = NULL WHERE id = '${id}'`)).rejects.toThrow(
      /never_abandoned/,
    );
    await expect(sql(`DELETE FROM payment_link WHERE id = '${id}'`)).rejects.toThrow(/append-only/);
    await sql(`UPDATE payment_link SET state = 'paid' WHERE id = '${id}'`);
    await expect(sql(`UPDATE payment_link SET state = 'failed' WHERE id = '${id}'`)).rejects.toThrow(/is paid/);
  });
});

afterAll(async () => {
  const broken = (await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0);
  expect(broken).toEqual([]);
});
