import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmulatorServer, serveEmulators } from "../../emulator-kit/server.ts";
import { createNeoxControl, type NeoxControl } from "./control.ts";
import type { MerchantInput } from "./control-schema.ts";
import { createNeoxEmulator } from "./emulator.ts";
import { neoxHash } from "./protocol.ts";

const merchantCode = "UFLIYL";
const secretKey = "311235E7043244EC8306F96720748C56";
const receiver = Buffer.from('{"accountName":"A","accountNumber": "1234567","swiftCode":"ASCBVNVX"}').toString(
  "base64",
);

let folder: string;
let server: EmulatorServer;
let control: NeoxControl;

async function start() {
  server = await serveEmulators([createNeoxEmulator(folder)], 0);
  control = createNeoxControl(server.url);
}

async function open(settings: MerchantInput["settings"] = {}, notificationUrl: string | null = null) {
  await control.putMerchant(merchantCode, { secretKey, notificationUrl, settings });
  await control.putPayments({
    merchantCode,
    transactionId: "T1",
    payments: [
      { id: "1", amount: 100_000, paymentMethod: "CC" },
      { id: "2", amount: 100_000, paymentMethod: "QR" },
      { id: "3", amount: 100_000, paymentMethod: "WALLET" },
      { id: "4", amount: 100_000, paymentMethod: "ATM", status: "FAILED" },
      { id: "5", amount: 100_000, paymentMethod: "CC", status: "PROCESSING" },
      { id: "6", amount: 100_000, paymentMethod: "CC", refundedAmount: 60_000 },
    ],
  });
  await control.plan({ default: { settleAfterMs: 0 } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "neox-emulator-"));
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function send(fields: Record<string, unknown>, secret = secretKey) {
  const leftOut = fields.neo_Command === "REFUND" ? ["neo_RequestID"] : [];
  const body = JSON.stringify({ neo_SecureHash: neoxHash(fields, secret, leftOut), ...fields });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${control.baseUrl}/api/v1/paygate/neopay`, { method: "POST", body, headers });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
}

const refund = (change: Record<string, unknown> = {}) =>
  send({
    neo_MerchantCode: merchantCode,
    neo_Command: "REFUND",
    neo_RequestID: "R1",
    neo_PaymentID: "1",
    neo_Amount: 10_000,
    neo_Version: "1",
    ...change,
  });
const query = (transaction = "T1") =>
  send({ neo_Command: "QUERY_PT", neo_MerchantCode: merchantCode, neo_TransactionID: transaction, neo_Version: "1" });
const refundedOf = async (id: string) =>
  (await control.truth()).payments.find((payment) => payment.id === id)?.refundedAmount;
const movesOf = async (id: string) =>
  (await control.truth()).refunds
    .filter(({ requestId }) => requestId === id)
    .reduce((sum, { moves }) => sum + moves, 0);

/** A merchant that answers each notification with the next of these, then with the last again. */
async function merchantAnswering(...answers: string[]) {
  const received: string[] = [];
  const listener = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end(answers[Math.min(received.length, answers.length - 1)]);
    received.push(body);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
  return { url, received, close: () => listener.close() };
}

describe("what the documents promise", () => {
  it("lists the payments of a transaction with every status and method", async () => {
    await open();
    expect(await query()).toMatchObject({
      neo_ResponseCode: 0,
      neo_ResponseMsg: "Successful",
      neo_ResponseData: [
        { id: "1", status: "SUCCESS", amount: 100_000, refundedAmount: 0, paymentMethod: "CC" },
        { id: "2" },
        { id: "3" },
        { id: "4", status: "FAILED" },
        { id: "5", status: "PROCESSING" },
        { id: "6", refundedAmount: 60_000 },
      ],
    });
  });

  it("takes a refund, gives it a number of twelve characters, and counts it when it succeeded", async () => {
    await open();

    const answer = await refund();

    expect(answer).toMatchObject({ status: 200, neo_ResponseCode: 0, neo_ResponseMsg: "Successful" });
    expect(answer).toHaveProperty("neo_ResponseData.transId", expect.stringMatching(/^[0-9A-V]{12}$/));
    await expect.poll(() => refundedOf("1")).toBe(10_000);
    expect(await control.violations()).toEqual([]);
  });

  it("understands any JSON spacing inside neo_Receiver, and keeps it", async () => {
    await open();
    await refund({ neo_PaymentID: "2", neo_Receiver: receiver });
    expect((await control.truth()).refunds[0]?.receiver).toEqual({
      accountName: "A",
      accountNumber: "1234567",
      swiftCode: "ASCBVNVX",
    });
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["an unknown payment", { neo_PaymentID: "77" }, 1],
    ["a failed payment", { neo_PaymentID: "4" }, 1],
    ["a payment in process", { neo_PaymentID: "5" }, 1],
    ["more than was paid", { neo_Amount: 100_001 }, 33],
    ["more than is left", { neo_PaymentID: "6", neo_Amount: 40_001 }, 33],
    ["QR without a receiver", { neo_PaymentID: "2" }, 1],
    ["a receiver that is no base64", { neo_PaymentID: "2", neo_Receiver: "{}" }, 1],
    ["a receiver that is no JSON", { neo_PaymentID: "2", neo_Receiver: Buffer.from("x").toString("base64") }, 1],
    [
      "a receiver without an account",
      { neo_PaymentID: "2", neo_Receiver: Buffer.from('{"accountName":"A"}').toString("base64") },
      1,
    ],
  ])("refuses %s with its code, and nothing moves", async (_name, change, code) => {
    await open();

    expect(await refund(change)).toMatchObject({ neo_ResponseCode: code, neo_ResponseMsg: expect.any(String) });
    expect((await control.truth()).refunds).toEqual([]);
  });

  it("refuses what is pending beside what is refunded", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });

    await refund({ neo_RequestID: "R1", neo_Amount: 60_000 });

    expect(await refund({ neo_RequestID: "R2", neo_Amount: 40_001 })).toMatchObject({ neo_ResponseCode: 33 });
    expect(await query()).toMatchObject({
      neo_ResponseData: expect.arrayContaining([expect.objectContaining({ id: "1", refundedAmount: 0 })]),
    });
  });

  it("refuses a known neo_RequestID with 19; a gateway that pays again shows up in the truth", async () => {
    await open();
    await refund();
    expect(await refund()).toMatchObject({ neo_ResponseCode: 19 });
    await expect.poll(() => movesOf("R1")).toBe(1);

    await open({ duplicateRequest: "pay_again" });
    await refund();
    await expect.poll(() => movesOf("R1")).toBe(2);
  });
});

describe("strict ears", () => {
  it.each<[string, Record<string, unknown>]>([
    ["an amount as text", { neo_Amount: "10000" }],
    ["an amount with decimals", { neo_Amount: 10_000.5 }],
    ["a version as a number", { neo_Version: 1 }],
    ["a field that nobody documented", { neo_Reason: "x" }],
    ["an empty request number", { neo_RequestID: "" }],
    ["a wrong hash", { neo_SecureHash: "0".repeat(64) }],
    ["no hash", { neo_SecureHash: undefined }],
    ["a receiver for a card", { neo_Receiver: receiver }],
  ])("notes %s", async (_name, change) => {
    await open();
    await refund(change);
    expect(await control.violations()).not.toEqual([]);
  });

  it("notes a request number that is sent again", async () => {
    await open();
    await control.plan({ queue: [{ scenario: "drop_before" }] });
    await expect(refund()).rejects.toThrow();
    expect(await control.violations()).toEqual([]);

    await refund();

    expect(await control.violations()).toMatchObject([{ what: "neo_RequestID was sent before", requestId: "R1" }]);
  });

  it.each([
    ["another path", "/api/v1/paygate", "POST", "application/json", "{}"],
    ["another method", "/api/v1/paygate/neopay", "PUT", "application/json", "{}"],
    ["another content type", "/api/v1/paygate/neopay", "POST", "text/plain", "{}"],
    ["no JSON", "/api/v1/paygate/neopay", "POST", "application/json", "neo_Command=REFUND"],
    ["a field twice", "/api/v1/paygate/neopay", "POST", "application/json", '{"a":1,"a":2}'],
  ])("notes %s", async (_name, path, method, type, body) => {
    await fetch(control.baseUrl + path, { method, headers: { "content-type": type }, body });
    expect(await control.violations()).not.toEqual([]);
  });

  it("knows no merchant that nobody named, and no other merchant's payments", async () => {
    await open();
    await control.putMerchant("OTHER1", { secretKey });
    const foreign = { neo_Command: "QUERY_PT", neo_TransactionID: "T1", neo_Version: "1" };

    expect(await send({ ...foreign, neo_MerchantCode: "NOBODY" })).toMatchObject({ neo_ResponseCode: 1 });
    expect(await send({ ...foreign, neo_MerchantCode: "OTHER1" })).toMatchObject({ neo_ResponseCode: 1 });
  });
});

describe("open points are settings", () => {
  it("codes and status of a refusal", async () => {
    await open({ codes: { amount: 37 }, errorStatus: 400 });
    expect(await refund({ neo_Amount: 200_000 })).toMatchObject({ status: 400, neo_ResponseCode: 37 });
  });

  it("whether refundedAmount counts what is pending", async () => {
    await open({ refundedAmountCountsPending: true });
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund();
    expect(await query()).toMatchObject({
      neo_ResponseData: expect.arrayContaining([expect.objectContaining({ id: "1", refundedAmount: 10_000 })]),
    });
  });

  it("whether the hash of REFUND includes neo_RequestID, and whether the wallet needs a receiver", async () => {
    await open({ refundHashIncludesRequestId: true });
    expect(await refund()).toMatchObject({ neo_ResponseCode: 1 });

    await open({ receiverForWallet: "required" });
    expect(await refund({ neo_PaymentID: "3" })).toMatchObject({ neo_ResponseCode: 1 });
    expect(await refund({ neo_PaymentID: "3", neo_Receiver: receiver })).toMatchObject({ neo_ResponseCode: 0 });
  });
});

describe("notifications", () => {
  it("are sent again until they are acknowledged", async () => {
    const merchant = await merchantAnswering("oops", '{"respcode":1}', '{"respcode":0,"respmsg":"received"}');
    await open({ notificationGapMs: 5 }, merchant.url);

    await refund();

    await expect.poll(() => merchant.received.length).toBe(3);
    await expect
      .poll(async () => (await control.truth()).refunds[0]?.notifications.map(({ acknowledged }) => acknowledged))
      .toEqual([false, false, true]);
    expect(new Set(merchant.received).size).toBe(1);
    merchant.close();
  });

  it("are given up after the last try", async () => {
    const merchant = await merchantAnswering("never");
    await open({ notificationGapMs: 1, notificationTries: 3 }, merchant.url);

    await refund();

    await expect.poll(async () => (await control.truth()).refunds[0]?.notifications.length).toBe(3);
    merchant.close();
  });

  it("carry the documented fields, signed in upper case, as JSON or as a form", async () => {
    const merchant = await merchantAnswering('{"respcode":0}');
    await open({}, merchant.url);
    await refund();
    await expect.poll(() => merchant.received.length).toBe(1);
    const { neo_SecureHash, ...fields } = JSON.parse(merchant.received[0] ?? "");
    expect(Object.keys(fields)).toEqual([
      "neo_MerchantCode",
      "neo_Command",
      "neo_OrderID",
      "neo_PaymentID",
      "neo_RequestID",
      "neo_TransactionID",
      "neo_Amount",
      "neo_Fee",
      "neo_Version",
      "neo_ResponseCode",
      "neo_ResponseMsg",
    ]);
    expect(neo_SecureHash).toBe(neoxHash(fields, secretKey, []).toUpperCase());

    await open({ notificationContentType: "form" }, merchant.url);
    await refund({ neo_RequestID: "R2" });
    await expect.poll(() => merchant.received.length).toBe(2);
    expect(new URLSearchParams(merchant.received[1]).get("neo_RequestID")).toBe("R2");
    merchant.close();
  });

  it("can be sent by hand, true, changed or forged, any number of times", async () => {
    const merchant = await merchantAnswering('{"respcode":0}');
    await open({}, merchant.url);
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund();

    await control.settle({ requestId: "R1", result: "success", notifications: 2 });
    await control.notify({ requestId: "R1", fields: { neo_Amount: 1 } });
    await control.notify({ requestId: "R1", kind: "forged", times: 3 });

    const hashes = merchant.received
      .map((body) => JSON.parse(body))
      .map(({ neo_SecureHash, ...fields }) => neo_SecureHash === neoxHash(fields, secretKey, []).toUpperCase());
    expect(hashes).toEqual([true, true, true, false, false, false]);
    expect(await movesOf("R1")).toBe(1);
    merchant.close();
  });
});

describe("the plan", () => {
  it("serves the queue in order, then chance or the default; a reference's own choice goes first", async () => {
    await open();
    await control.plan({
      byReference: { R2: { scenario: "refuse", code: 42 } },
      queue: [
        { scenario: "refuse", code: 30, times: 2 },
        { scenario: "refuse", code: 31 },
      ],
      default: { settleAfterMs: 0 },
    });

    const codes = [];
    for (const neo_RequestID of ["R1", "R2", "R3", "R4", "R5"])
      codes.push((await refund({ neo_RequestID })) as { neo_ResponseCode?: number });

    expect(codes.map(({ neo_ResponseCode }) => neo_ResponseCode)).toEqual([30, 42, 30, 31, 0]);
  });

  it("meets the same references with the same faults, for the same seed", async () => {
    await open();
    const faultsOf = async (seed: number) => {
      await control.plan({ random: { seed, rate: 0.5, scenarios: [{ scenario: "refuse", code: 30 }] } });
      const answers = [];
      for (let index = 0; index < 20; index += 1)
        answers.push(await refund({ neo_RequestID: `R${index}`, neo_Amount: 200_000 }));
      return answers.map((answer) => (answer as { neo_ResponseCode?: number }).neo_ResponseCode);
    };

    const first = await faultsOf(7);

    expect(new Set(first)).toEqual(new Set([30, 33]));
    expect(await faultsOf(7)).toEqual(first);
    expect(await faultsOf(8)).not.toEqual(first);
  });

  it("answers questions as planned, in turn, and for one merchant alone", async () => {
    await open();
    await control.plan({ merchantCode, queries: [{ answer: "drop", times: 2 }] });

    await expect(query()).rejects.toThrow();
    await expect(query()).rejects.toThrow();
    expect(await query()).toMatchObject({ neo_ResponseCode: 0 });
  });

  it("refuses what it does not know, with a sentence", async () => {
    await expect(control.plan({ default: { scenario: "explode" } } as never)).rejects.toThrow("expected one of");
    await expect(control.settle({ requestId: "nobody", result: "success" })).rejects.toThrow("No refund nobody");
  });

  it("a refund in the gateway's own portal raises the refunded amount", async () => {
    await open();
    await control.portalRefund({ merchantCode, paymentId: "1", amount: 5_000 });
    expect(await refundedOf("1")).toBe(5_000);
    expect((await control.truth()).portalRefunds).toHaveLength(1);
  });
});

it("shows people its truth, and trusts no text in it", async () => {
  await open();
  await refund({ neo_RequestID: "<script>alert(1)</script>" });

  const page = await (await fetch(`${control.baseUrl}/`)).text();

  expect(page).toContain("accepted");
  expect(page).not.toContain("<script>alert");
});

describe("a kill loses nothing", () => {
  it("a new emulator knows all that the old one knew, and goes on with it", async () => {
    await open();
    await control.plan({
      queue: [
        { scenario: "accept", settleAfterMs: 30 },
        { scenario: "late", takeAfterMs: 30, settleAfterMs: 0 },
        { scenario: "refuse", code: 30 },
      ],
      default: { scenario: "refuse", code: 31 },
    });
    await refund({ neo_RequestID: "R1" });
    await expect(refund({ neo_RequestID: "R2" })).rejects.toThrow();
    const before = await control.truth();

    await server.close();
    appendFileSync(join(folder, "neox.jsonl"), '{"type":"taken","refund":{"reque');
    await start();

    const after = await control.truth();
    expect(after.submissions).toEqual(before.submissions);
    expect(await refund({ neo_RequestID: "R3" })).toMatchObject({ neo_ResponseCode: 30 });
    expect(await refund({ neo_RequestID: "R4" })).toMatchObject({ neo_ResponseCode: 31 });
    await expect.poll(async () => [await movesOf("R1"), await movesOf("R2")]).toEqual([1, 1]);
    expect(await refundedOf("1")).toBe(20_000);
  });

  it("a payment that is named again keeps what was refunded of it", async () => {
    await open();
    await refund();
    await expect.poll(() => refundedOf("1")).toBe(10_000);

    await open();

    expect(await refundedOf("1")).toBe(10_000);
  });

  it("forgets everything when it is told to", async () => {
    await open();
    await refund();

    await control.reset();
    await server.close();
    await start();

    expect(await control.truth()).toEqual({ payments: [], refunds: [], submissions: [], portalRefunds: [] });
  });
});
