import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmulatorServer, serveEmulators } from "../../emulator-kit/server.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY, VECTORS } from "../vectors.ts";
import { createPayeaseControl, type PayeaseControl } from "./control.ts";
import type { MerchantInput } from "./control-schema.ts";
import { createPayeaseEmulator } from "./emulator.ts";
import { type Fields, hmacOf, hmacSource, isHmacOf, seal, unseal } from "./protocol.ts";

const merchantId = "890000593";
const order = (number: number) => `20240501-890000593-${number}`;
const publicHalf = (pem: string) => createPublicKey(pem).export({ format: "pem", type: "spki" }).toString();
const platform = publicHalf(EXAMPLE_PLATFORM_KEY);

let folder: string;
let server: EmulatorServer;
let control: PayeaseControl;

async function start() {
  server = await serveEmulators([createPayeaseEmulator(folder)], 0);
  control = createPayeaseControl(server.url);
}

async function open(settings: MerchantInput["settings"] = {}) {
  const publicKeyPem = publicHalf(EXAMPLE_MERCHANT_KEY);
  await control.putMerchant(merchantId, { publicKeyPem, platformKeyPem: EXAMPLE_PLATFORM_KEY, settings });
  await control.putPayments({
    merchantId,
    payments: [
      { orderRequestId: order(1), currency: "USD", amountMinor: 10_000 },
      { orderRequestId: order(2), currency: "JPY", amountMinor: 10_000 },
      { orderRequestId: order(3), currency: "USD", amountMinor: 10_000, status: "FAILED" },
      { orderRequestId: order(4), currency: "USD", amountMinor: 10_000, status: "PROCESSING" },
      { orderRequestId: order(5), currency: "USD", amountMinor: 10_000, refundedMinor: 6_000 },
    ],
  });
  await control.plan({ default: { settleAfterMs: 0 } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "payease-emulator-"));
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

type Change = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signer?: string;
};

/** As a merchant's careful client sends it, but for the change. */
async function send(path: string, fields: Fields, { headers = {}, body, signer = EXAMPLE_MERCHANT_KEY }: Change = {}) {
  const { encryptKey, data } = seal(JSON.stringify({ hmac: hmacOf(fields, signer), ...fields }), platform);
  const response = await fetch(control.baseUrl + path, {
    method: "POST",
    headers: {
      "Content-Type": "application/vnd.5upay-v3.0+json",
      merchantId,
      requestId: String(fields.requestId),
      encryptKey,
      ...headers,
    },
    body: body ?? data,
  });
  return { response, fields: read(response.headers, await response.text()) };
}

/** Opens what the platform says, and tells whether it signed it. */
function read(headers: Headers, text: string): Record<string, unknown> {
  const plain = text.startsWith("{") ? JSON.parse(text) : { data: text };
  if (plain.data === undefined) return { ...plain, isEncrypted: false };
  const { fields } = unseal(headers.get("encryptkey") ?? "", Buffer.from(plain.data), EXAMPLE_MERCHANT_KEY);
  return { ...fields, isEncrypted: true, isSigned: fields?.hmac !== undefined && isHmacOf(fields, platform) };
}

const refundFields = (change: Fields = {}): Fields => ({
  merchantId,
  orderRequestId: order(1),
  requestId: "R1",
  amount: "12.50",
  notifyUrl: "http://127.0.0.1:9/none",
  remark: "Customer return",
  ...change,
});
const refund = (change: Fields = {}, how?: Change) => send("/icc/refund", refundFields(change), how);
const query = (requestId = "R1") => send("/icc/refundQuery", { merchantId, requestId });
const refundedOf = async (number: number) =>
  (await control.truth()).payments.find(({ orderRequestId }) => orderRequestId === order(number))?.refundedMinor;
const movesOf = async (id: string) =>
  (await control.truth()).refunds
    .filter(({ requestId }) => requestId === id)
    .reduce((sum, { moves }) => sum + moves, 0);

/** A merchant that answers each notification with the next of these, then with the last again. */
async function merchantAnswering(...answers: string[]) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const listener = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end(answers[Math.min(received.length, answers.length - 1)]);
    received.push({ headers: request.headers, body });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const notifyUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/n`;
  const opened = () =>
    received.map(({ headers, body }) => read(new Headers(Object.entries(headers) as [string, string][]), body));
  return { notifyUrl, received, opened, close: () => listener.close() };
}

describe("the same words, written apart", () => {
  it.each(VECTORS)("$name: source and hmac are those of the vector", ({ fields, source, signer, hmac }) => {
    expect(hmacSource(fields)).toBe(source);
    expect(hmacOf(fields, signer)).toBe(hmac);
    expect(isHmacOf({ ...fields, hmac }, publicHalf(signer))).toBe(true);
  });
});

describe("what the documents promise", () => {
  it("takes a refund: signed, encrypted, with its headers, and counts it when it succeeded", async () => {
    await open();

    const { response, fields } = await refund();

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({ merchantid: merchantId, requestid: "R1" });
    expect(fields).toEqual({
      status: "SUCCESS",
      merchantId,
      orderRequestId: order(1),
      requestId: "R1",
      bankNumber: expect.stringMatching(/^\d{6}$/),
      refundId: expect.stringMatching(/^\d{15}$/),
      amount: "12.50",
      currency: "USD",
      refundSubmissionTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      remark: "Customer return",
      hmac: expect.any(String),
      isEncrypted: true,
      isSigned: true,
    });
    await expect.poll(() => refundedOf(1)).toBe(1_250);
    expect(await control.violations()).toEqual([]);
  });

  it.each<[string, Fields, string]>([
    ["an unknown payment", { orderRequestId: order(77) }, "EH0100051"],
    ["a failed payment", { orderRequestId: order(3) }, "EH0100053"],
    ["a payment in process", { orderRequestId: order(4) }, "EH0100053"],
    ["more than was paid", { amount: "100.01" }, "EH0100053"],
    ["more than is left", { orderRequestId: order(5), amount: "40.01" }, "EH0100053"],
    ["an amount without its decimals", { amount: "12.5" }, "EH0100005"],
    ["nothing", { amount: "0.00" }, "EH0100005"],
    ["an amount that is none", { amount: "1e2" }, "EH0100005"],
    ["a long number", { requestId: "R".repeat(51) }, "EH0100002"],
    ["a number with a point", { requestId: "R.1" }, "EH0100001"],
    ["a payment's number of letters", { orderRequestId: "ABC" }, "E1004016"],
    ["an address that is none", { notifyUrl: "www.5upay.com/callback" }, "EH0100009"],
    ["a long remark", { remark: "a".repeat(301) }, "EH0100013"],
  ])("refuses %s with its code, unsigned, and nothing moves", async (_name, change, code) => {
    await open();

    const { fields } = await refund(change);

    expect(fields).toMatchObject({ status: "ERROR", code, merchantId, isEncrypted: true, isSigned: false });
    expect(fields).not.toHaveProperty("hmac");
    expect((await control.truth()).refunds).toEqual([]);
  });

  it("a yen payment is refunded in whole yen with two decimals", async () => {
    await open();

    expect((await refund({ orderRequestId: order(2), amount: "100.00" })).fields).toMatchObject({
      status: "SUCCESS",
      amount: "100.00",
      currency: "JPY",
    });
    expect((await refund({ orderRequestId: order(2), requestId: "R2", amount: "100.50" })).fields).toMatchObject({
      code: "EH0100005",
    });
    await expect.poll(() => refundedOf(2)).toBe(100);
  });

  it("counts what is pending beside what is refunded", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });

    await refund({ amount: "60.00" });

    expect((await refund({ requestId: "R2", amount: "40.01" })).fields).toMatchObject({ code: "EH0100053" });
    expect((await refund({ requestId: "R3", amount: "40.00" })).fields).toMatchObject({ status: "SUCCESS" });
  });

  it("refuses a known requestId with EH0100019; a gateway that pays again shows up in the truth", async () => {
    await open();
    await refund();
    expect((await refund()).fields).toMatchObject({ code: "EH0100019" });
    await expect.poll(() => movesOf("R1")).toBe(1);

    await open({ duplicateRequest: "pay_again" });
    await refund();
    await expect.poll(() => movesOf("R1")).toBe(2);
  });

  it("tells how far a refund is, and does not know what it never got", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund();
    await refund({ requestId: "R2" });

    expect((await query()).fields).toMatchObject({ status: "SUCCESS", refundStatus: "PROCESSING", isSigned: true });
    await control.settle({ requestId: "R1", result: "success", notifications: 0 });
    await control.settle({ requestId: "R2", result: "failure", notifications: 0 });

    expect((await query()).fields).toMatchObject({
      refundStatus: "SUCCESS",
      refundCompleteTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect((await query("R2")).fields).toMatchObject({ refundStatus: "FAILED" });
    expect((await query("R3")).fields).toMatchObject({ status: "ERROR", code: "EH0100051", isSigned: false });
    expect(await control.violations()).toEqual([]);
  });

  it("tells of a payment", async () => {
    await open();
    const ask = async (requestId: string) => (await send("/icc/orderQuery", { merchantId, requestId })).fields;

    expect(await ask(order(2))).toMatchObject({
      status: "SUCCESS",
      pstatus: "SUCCESS",
      paymentModeAlias: "VISA",
      orderCurrency: "JPY",
      orderAmount: "10000.00",
      isSigned: true,
    });
    expect(await ask(order(3))).toMatchObject({ pstatus: "FAILED" });
    expect(await ask(order(77))).toMatchObject({ code: "EH0100051" });
  });

  it("answers 200 questions a minute and no more", async () => {
    await open({ queriesPerMinute: 2 });
    await refund();

    const answers = [await query(), await query(), await query()].map(({ fields }) => fields.status);

    expect(answers).toEqual(["SUCCESS", "SUCCESS", "ERROR"]);
  });
});

describe("strict ears", () => {
  it.each<[string, Fields, Change]>([
    ["another content type", {}, { headers: { "Content-Type": "application/json" } }],
    ["no header requestId", {}, { headers: { requestId: "" } }],
    ["another requestId in the header", {}, { headers: { requestId: "R2" } }],
    ["no key", {}, { headers: { encryptKey: "" } }],
    [
      "a key for somebody else",
      {},
      { headers: { encryptKey: seal("{}", publicHalf(EXAMPLE_MERCHANT_KEY)).encryptKey } },
    ],
    ["a key of another message", {}, { headers: { encryptKey: seal("{}", platform).encryptKey } }],
    ["a body in JSON", {}, { body: JSON.stringify({ data: "AAAA" }) }],
    ["a partner nobody named", {}, { headers: { partnerId: "1" } }],
    ["another signer", {}, { signer: EXAMPLE_PLATFORM_KEY }],
    ["a wrong hmac", { hmac: "AAAA" }, {}],
    ["a number as a number", { amount: 12.5 }, {}],
    ["a forbidden character", { remark: "it's" }, {}],
    ["the separator", { remark: "no #1" }, {}],
    ["blanks around a value", { remark: " x" }, {}],
    ["a field that nobody documented", { currency: "USD" }, {}],
  ])("refuses and notes %s", async (_name, fields, change) => {
    await open();

    expect((await refund(fields, change)).fields).toMatchObject({ status: "ERROR", code: "E1004016" });
    expect(await control.violations()).not.toEqual([]);
    expect((await control.truth()).refunds).toEqual([]);
  });

  it("notes a request number that is sent again, and other paths and methods", async () => {
    await open();
    await refund();
    expect(await control.violations()).toEqual([]);

    await refund();
    await fetch(`${control.baseUrl}/icc/order`, { method: "POST" });
    await fetch(`${control.baseUrl}/icc/refund`);

    expect((await control.violations()).map(({ what }) => what)).toEqual([
      "requestId was sent before",
      "POST /icc/order",
      "GET /icc/refund",
    ]);
  });

  it("knows no merchant that nobody named, says so plainly, and shows nobody another's refunds", async () => {
    await open();
    await refund();
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
    await control.putMerchant("890000594", { publicKeyPem: pem, platformKeyPem: EXAMPLE_PLATFORM_KEY });

    expect((await refund({}, { headers: { merchantId: "1" } })).fields).toMatchObject({
      code: "EH0100021",
      isEncrypted: false,
    });
    const asOther = await send(
      "/icc/refundQuery",
      { merchantId: "890000594", requestId: "R1" },
      { headers: { merchantId: "890000594" } },
    );
    expect(asOther.fields.status).not.toBe("SUCCESS");
  });
});

describe("open points are settings", () => {
  it("whether errors are encrypted, their status and their codes", async () => {
    await open({ errorBody: "plain", errorStatus: 400, codes: { rules: "EH0100054" } });

    const { response, fields } = await refund({ amount: "500.00" });

    expect(response.status).toBe(400);
    expect(fields).toMatchObject({ status: "ERROR", code: "EH0100054", isEncrypted: false });
  });

  it("how the body and the amounts come, and how amounts are written", async () => {
    await open({ bodyFormat: "bare", amountsAs: "number", headerCase: "lower" });
    expect((await refund()).fields).toMatchObject({ status: "SUCCESS", amount: 12.5 });

    await open({ amountFormat: "minor" });
    expect((await refund({ requestId: "R2", amount: "1250" })).fields).toMatchObject({ amount: "1250" });
    await open({ amountFormat: "major-exponent" });
    expect((await refund({ requestId: "R3", orderRequestId: order(2), amount: "100" })).fields).toMatchObject({
      amount: "100",
    });
    await expect.poll(() => refundedOf(2)).toBe(100);
  });

  it("who is the partner, which content type, and whether refunds can be asked for", async () => {
    await open({ partnerId: "1", contentType: "application/vnd.geoswift-v3.0+json", refundQuery: false });
    const headers = { partnerId: "1", "Content-Type": "application/vnd.geoswift-v3.0+json" };

    const { response, fields } = await refund({}, { headers });

    expect(fields).toMatchObject({ status: "SUCCESS" });
    expect(response.headers.get("partnerid")).toBe("1");
    const asked = await send("/icc/refundQuery", { merchantId, requestId: "R1" }, { headers });
    expect(asked.fields).toMatchObject({ code: "EH0100024" });
  });

  it("keys that are not given are made, given back once, and kept", async () => {
    const made = await control.putMerchant("890000001");
    const again = await control.putMerchant("890000001");

    expect(made.privateKeyPem).toContain("BEGIN PRIVATE KEY");
    expect(again).toEqual({ platformCertificatePem: made.platformCertificatePem });
  });
});

describe("notifications", () => {
  it("go to the address that the request named, encrypted and signed, until they meet success", async () => {
    const merchant = await merchantAnswering("oops", "fail", "it was a sUcCeSs");
    await open({ notificationGapsMs: [5, 5, 5, 5] });

    await refund({ notifyUrl: merchant.notifyUrl });

    await expect.poll(() => merchant.received.length).toBe(3);
    await expect
      .poll(async () => (await control.truth()).refunds[0]?.notifications.map(({ acknowledged }) => acknowledged))
      .toEqual([false, false, true]);
    expect(new Set(merchant.received.map(({ body }) => body)).size).toBe(1);
    expect(merchant.received[0]?.headers).toMatchObject({
      "content-type": "application/vnd.5upay-v3.0+json",
      merchantid: merchantId,
      requestid: "R1",
    });
    const { hmac, ...said } = merchant.opened()[0] ?? {};
    expect(said).toEqual({
      merchantId,
      orderRequestId: order(1),
      requestId: "R1",
      refundId: expect.any(String),
      bankNumber: expect.any(String),
      refundStatus: "SUCCESS",
      amount: "12.50",
      currency: "USD",
      refundSubmissionTime: expect.any(String),
      refundCompleteTime: expect.any(String),
      remark: "Customer return",
      isEncrypted: true,
      isSigned: true,
    });
    merchant.close();
  });

  it("are given up after four more tries", async () => {
    const merchant = await merchantAnswering("never");
    await open({ notificationGapsMs: [1, 1, 1, 1] });

    await refund({ notifyUrl: merchant.notifyUrl });

    await expect.poll(async () => (await control.truth()).refunds[0]?.notifications.length).toBe(5);
    merchant.close();
  });

  it("can be sent by hand, true, changed, forged or with a wrong key, any number of times", async () => {
    const merchant = await merchantAnswering("SUCCESS");
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund({ notifyUrl: merchant.notifyUrl });

    await control.settle({ requestId: "R1", result: "failure", notifications: 2 });
    await control.notify({ requestId: "R1", fields: { amount: "0.01", refundStatus: "SUCCESS" } });
    await control.notify({ requestId: "R1", kind: "forged" });
    await control.notify({ requestId: "R1", kind: "wrong_key", times: 2 });

    expect(merchant.opened().map(({ refundStatus, isSigned }) => [refundStatus, isSigned])).toEqual([
      ["FAILED", true],
      ["FAILED", true],
      ["SUCCESS", true],
      ["FAILED", false],
      [undefined, false],
      [undefined, false],
    ]);
    expect(await movesOf("R1")).toBe(0);
    merchant.close();
  });
});

describe("the plan", () => {
  it("says of an answer what it shall say", async () => {
    await open();
    await control.plan({
      queue: [
        { scenario: "forged_answer" },
        { scenario: "wrong_key_answer" },
        { scenario: "answer_about_another" },
        { scenario: "wrong_amount_answer" },
        { scenario: "refuse", code: "EH0100052" },
      ],
      queries: [{ answerSays: "forged" }, { code: "EH0100052" }, { answer: "drop" }],
    });
    const said = [];
    for (const requestId of ["R1", "R2", "R3", "R4", "R5"]) said.push((await refund({ requestId })).fields);

    expect(said).toMatchObject([
      { status: "SUCCESS", isSigned: false },
      { isEncrypted: true, isSigned: false },
      { requestId: "R3X", isSigned: true },
      { requestId: "R4", amount: "12.51", isSigned: true },
      { status: "ERROR", code: "EH0100052" },
    ]);
    expect((await query()).fields).toMatchObject({ refundStatus: expect.any(String), isSigned: false });
    expect((await query()).fields).toMatchObject({ code: "EH0100052" });
    await expect(query()).rejects.toThrow();
    expect((await query()).fields).toMatchObject({ status: "SUCCESS", isSigned: true });
  });

  it("refuses what it does not know, with a sentence", async () => {
    await expect(control.plan({ default: { scenario: "explode" } } as never)).rejects.toThrow("expected one of");
    await expect(control.settle({ requestId: "nobody", result: "success" })).rejects.toThrow("No refund nobody");
  });

  it("a refund in the gateway's own portal leaves less to refund", async () => {
    await open();
    await control.portalRefund({ merchantId, orderRequestId: order(1), amountMinor: 9_000 });
    expect((await refund()).fields).toMatchObject({ code: "EH0100053" });
    expect((await control.truth()).portalRefunds).toHaveLength(1);
  });
});

it("shows people its truth, and trusts no text in it", async () => {
  await open();
  await refund({}, { headers: { requestId: "<script>alert(1)</script>" } });
  await refund({ orderRequestId: order(2), amount: "100.00" });

  const page = await (await fetch(`${control.baseUrl}/`)).text();

  expect(page).toContain("100 JPY");
  expect(page).not.toContain("<script>alert");
});

describe("a kill loses nothing", () => {
  it("a new emulator knows all that the old one knew, and goes on with it", async () => {
    await open();
    await control.plan({
      queue: [
        { scenario: "accept", settleAfterMs: 30 },
        { scenario: "late", takeAfterMs: 30, settleAfterMs: 0 },
      ],
      default: { scenario: "refuse", code: "EH0100054" },
    });
    await refund({ requestId: "R1" });
    await expect(refund({ requestId: "R2" })).rejects.toThrow();
    const before = await control.truth();

    await server.close();
    appendFileSync(join(folder, "payease.jsonl"), '{"type":"taken","refund":{"reque');
    await start();

    expect((await control.truth()).submissions).toEqual(before.submissions);
    expect((await refund({ requestId: "R3" })).fields).toMatchObject({ code: "EH0100054" });
    await expect.poll(async () => [await movesOf("R1"), await movesOf("R2")]).toEqual([1, 1]);
    expect(await refundedOf(1)).toBe(2_500);
  });

  it("a payment that is named again keeps what was refunded of it; told to forget, nothing is left", async () => {
    await open();
    await refund();
    await expect.poll(() => refundedOf(1)).toBe(1_250);
    await open();
    expect(await refundedOf(1)).toBe(1_250);

    await control.reset();
    await server.close();
    await start();

    expect(await control.truth()).toEqual({ payments: [], refunds: [], submissions: [], portalRefunds: [] });
  });
});
