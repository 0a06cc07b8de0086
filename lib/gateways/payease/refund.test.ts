import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newReference } from "#lib/domain/ids.ts";
import type { RefundRequest } from "../connector.ts";
import { cleanRemark, hasForbiddenCharacters } from "./reason.ts";
import { queryRefund, refund } from "./refund.ts";
import { digestOf, sourceString } from "./signature.ts";
import { exampleCall, openedByPlatform, textAnswer } from "./test-call.ts";
import { VECTORS } from "./vectors.ts";

const payment = {
  gatewayTransactionRef: null,
  gatewayPaymentRef: "20240501-890000593-12345",
  method: "VISA",
  currency: "USD",
};

function request(change: Partial<RefundRequest> = {}): RefundRequest {
  return {
    reference: newReference(),
    amount: { minor: 1_250n, currency: "USD" },
    reason: "Customer return",
    receiver: null,
    payment,
    ...change,
  };
}

async function sentBy(change: Partial<RefundRequest> = {}, settings = {}) {
  const { call, sent } = exampleCall(undefined, settings);
  await refund(call, request(change));
  return { fields: openedByPlatform(sent[0]), request: sent[0], sent };
}

const inCurrency = (minor: bigint, currency: string) => ({
  amount: { minor, currency },
  payment: { ...payment, currency },
});

describe("/icc/refund", () => {
  it("is the request of the manual, letter for letter", async () => {
    const reference = newReference();

    const { fields, request } = await sentBy({ reference });

    expect(request).toMatchObject({ method: "POST", url: "https://apis.5upay.com/icc/refund" });
    expect(request?.headers).toEqual({
      "Content-Type": "application/vnd.5upay-v3.0+json",
      merchantId: "890000593",
      requestId: reference,
      encryptKey: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
    });
    expect(request?.body).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
    expect(fields).toEqual({
      merchantId: "890000593",
      orderRequestId: "20240501-890000593-12345",
      requestId: reference,
      amount: "12.50",
      notifyUrl: "https://backoffice.example.com/hooks/payease",
      remark: "Customer return",
      hmac: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
    });
  });

  it("signs the vector's source, but for our own number", async () => {
    const reference = newReference();
    const [vector] = VECTORS;

    const { fields } = await sentBy({ reference });

    expect(sourceString(fields).replace(reference, "RF20240501-0001")).toBe(vector?.source);
    expect(digestOf(vector?.source ?? "").toString("hex")).toBe("f9f38384832ac20020c5de1255c1018cc62108d7");
  });

  it("names the service provider, another content type and another notification address where the account says so", async () => {
    const { request, fields } = await sentBy(
      {},
      {
        partnerId: "890000001",
        contentType: "application/vnd.geoswift-v3.0+json",
        notifyUrl: "https://shop.example/n",
      },
    );
    expect(request?.headers).toMatchObject({
      partnerId: "890000001",
      "Content-Type": "application/vnd.geoswift-v3.0+json",
    });
    expect(fields.notifyUrl).toBe("https://shop.example/n");
  });

  it.each([
    ["major-2dp", 1_250n, "USD", "12.50"],
    ["major-2dp", 5n, "CNY", "0.05"],
    ["major-2dp", 100n, "JPY", "100.00"],
    ["major-2dp", 50_000n, "KRW", "50000.00"],
    ["major-2dp", 1n, "TWD", "0.01"],
    ["major-2dp", 9_999_999_999_999_999n, "USD", "99999999999999.99"],
    ["major-2dp", 9_007_199_254_740_993n, "JPY", "9007199254740993.00"],
    ["major-exponent", 100n, "JPY", "100"],
    ["major-exponent", 1_250n, "HKD", "12.50"],
    ["minor", 1_250n, "EUR", "1250"],
    ["minor", 100n, "KRW", "100"],
  ])("A08 %s writes %i minor units of %s as %s", async (amountFormat, minor, currency, text) => {
    const { fields } = await sentBy(inCurrency(minor, currency), { amountFormat });
    expect(fields.amount).toBe(text);
  });

  it.each<[string, Partial<RefundRequest>]>([
    ["A08 more digits than decimal(18) holds", inCurrency(1_000_000_000_000_000_000n, "USD")],
    ["A08 more digits than decimal(18) holds, with PayEase's decimals", inCurrency(99_999_999_999_999_999n, "JPY")],
    ["nothing", inCurrency(0n, "USD")],
    ["less than nothing", inCurrency(-1n, "USD")],
    ["a currency that PayEase does not take", inCurrency(100n, "VND")],
    ["a payment in another currency", { payment: { ...payment, currency: "EUR" } }],
    ["a payment whose number is not known", { payment: { ...payment, gatewayPaymentRef: null } }],
    ["a payment number without a day", { payment: { ...payment, gatewayPaymentRef: "890000593-12345" } }],
    ["a payment number with letters", { payment: { ...payment, gatewayPaymentRef: "20240501-890000593-A1" } }],
    ["a payment number with a blank", { payment: { ...payment, gatewayPaymentRef: "20240501-890000593-1 " } }],
    [
      "a payment number that is too long",
      { payment: { ...payment, gatewayPaymentRef: `20240501-8-${"1".repeat(70)}` } },
    ],
    ["a reference that is not ours", { reference: "RF20240501-0001" }],
    ["a receiver", { receiver: { accountName: "A B", accountNumber: "12345", swiftCode: "ASCBVNVX" } }],
  ])("is not sent with %s", async (_name, change) => {
    const { call, sent } = exampleCall();

    expect(await refund(call, request(change))).toEqual({ kind: "not_sent", cause: "invalid_locally" });
    expect(sent).toEqual([]);
  });

  it("takes payment numbers of several parts", async () => {
    const gatewayPaymentRef = "20170101-888-12345-6-7";
    expect((await sentBy({ payment: { ...payment, gatewayPaymentRef } })).fields.orderRequestId).toBe(
      gatewayPaymentRef,
    );
  });

  it("is not sent with a notification address that PayEase cannot take", async () => {
    for (const notificationUrl of ["https://a.example/n?a=1&b=2", `https://a.example/${"n".repeat(200)}`]) {
      const { call, sent } = exampleCall();
      const outcome = await refund({ ...call, account: { ...call.account, notificationUrl } }, request());
      expect(outcome).toEqual({ kind: "not_sent", cause: "invalid_locally" });
      expect(sent).toEqual([]);
    }
  });
});

describe("A10 the remark", () => {
  it.each([
    ["Customer return", "Customer return"],
    [`It's "too" <small> & (blue) #4`, "It s too small blue 4"],
    ["  two\nlines\u202e ", "two lines"],
    ["退货 – Rückgabe", "退货 – Rückgabe"],
    ["#", ""],
  ])("%j is sent as %j", async (reason, remark) => {
    expect(cleanRemark(reason)).toBe(remark);
    expect((await sentBy({ reason })).fields.remark).toBe(remark || undefined);
  });

  it("what is cleaned stays as it is, can be signed, and is never longer than PayEase takes", () => {
    const anything = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 400 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anything, (reason) => {
        const clean = cleanRemark(reason);
        expect(cleanRemark(clean)).toBe(clean);
        expect(hasForbiddenCharacters(clean)).toBe(false);
        expect(clean.trim()).toBe(clean);
        expect([...clean].length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 30 },
    );
  });

  it("what people approve is what PayEase reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 64 }), async (text) => {
        const reason = cleanRemark(text);
        expect((await sentBy({ reason })).fields.remark ?? "").toBe(reason);
      }),
      { numRuns: 30 },
    );
  });
});

describe("/icc/refundQuery", () => {
  const query = () => ({ ...request(), gatewayRef: null });

  it("asks by our own number", async () => {
    const { call, sent } = exampleCall(textAnswer("<html>"));
    const asked = query();

    await queryRefund(call, asked);

    expect(sent[0]).toMatchObject({
      method: "POST",
      url: "https://apis.5upay.com/icc/refundQuery",
      headers: { merchantId: "890000593", requestId: asked.reference },
    });
    expect(openedByPlatform(sent[0])).toEqual({
      merchantId: "890000593",
      requestId: asked.reference,
      hmac: expect.any(String),
    });
  });

  it("F12 is not asked where the account's contract has no query", async () => {
    const { call, sent } = exampleCall(undefined, { refundQuery: false });

    expect(await queryRefund(call, query())).toEqual({ kind: "no_answer", cause: "not_licensed", fault: null });
    expect(sent).toEqual([]);
  });

  it("is not asked for a number that is not ours", async () => {
    const { call, sent } = exampleCall();
    const outcome = await queryRefund(call, { ...query(), reference: "1" });
    expect(outcome).toEqual({ kind: "no_answer", cause: "invalid_locally", fault: null });
    expect(sent).toEqual([]);
  });
});
