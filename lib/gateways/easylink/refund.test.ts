import { describe, expect, it } from "vitest";
import { newReference } from "#lib/domain/ids.ts";
import type { RefundRequest } from "../connector.ts";
import { queryRefund, refund } from "./refund.ts";
import { sign } from "./signature.ts";
import { exampleCall, jsonAnswer, signedAnswer } from "./test-call.ts";
import { EXAMPLE_SECRET, OWN_SECRET, VECTORS } from "./vectors.ts";
import { signedRequest } from "./wire.ts";

const payment = {
  gatewayTransactionRef: "20160427210604000490",
  gatewayPaymentRef: "P202106181104177050002",
  method: "WX_NATIVE",
  currency: "HKD",
};
const reference = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";

function request(change: Partial<RefundRequest> = {}): RefundRequest {
  return {
    reference,
    amount: { minor: 1_250n, currency: "HKD" },
    reason: "User return",
    receiver: null,
    payment,
    ...change,
  };
}

async function sentFor(change: Partial<RefundRequest> = {}, settings = {}) {
  const { call, sent } = exampleCall(undefined, settings);
  await refund(call, request(change));
  return sent[0];
}

const bodyOf = async (change: Partial<RefundRequest> = {}, settings = {}) =>
  JSON.parse((await sentFor(change, settings))?.body ?? "null");

describe("requests through the code that sends them", () => {
  it.each([VECTORS.refundRequest, VECTORS.ownRefund, VECTORS.ownRefundAsText])(
    "$name carries the known sign, as JSON and as a form",
    ({ fields, appSecret, sign }) => {
      const json = signedRequest(exampleCall(undefined, {}, appSecret).call, "refundOrder", fields);
      const form = signedRequest(
        exampleCall(undefined, { requestFormat: "form" }, appSecret).call,
        "refundOrder",
        fields,
      );

      expect(JSON.parse(json.body)).toEqual({ ...fields, sign });
      expect(new URLSearchParams(form.body).get("sign")).toBe(sign);
    },
  );

  it("the query of the manual carries its printed sign", () => {
    const { fields, sign } = VECTORS.queryRequest;
    const sent = signedRequest(exampleCall(undefined, {}, EXAMPLE_SECRET).call, "query", fields);
    expect(JSON.parse(sent.body)).toEqual({ ...fields, sign });
  });
});

describe("a refund", () => {
  it("is the request of the manual, letter for letter, under the server's own names", async () => {
    const sent = await sentFor();
    const fields = {
      mchNo: "M1623984572",
      appId: "60cc09bce4b0f1c0b83761c9",
      payOrderId: "P202106181104177050002",
      mchRefundNo: reference,
      refundAmount: 1250,
      currency: "HKD",
      refundReason: "User return",
      notifyUrl: "https://backoffice.example.com/hooks/easylink",
      extParam: reference,
      reqTime: 1714521600123,
      version: "1.0",
      signType: "MD5",
    };

    expect(sent).toMatchObject({
      method: "POST",
      url: "https://ts-api-pay.gnete.com.hk/api/refund/refundOrder",
      headers: { "content-type": "application/json" },
    });
    expect(JSON.parse(sent?.body ?? "")).toEqual({ ...fields, sign: sign(fields, OWN_SECRET) });
  });

  it("as a form says the same under the same sign", async () => {
    const json = await bodyOf();
    const form = await sentFor({}, { requestFormat: "form" });

    const asText = Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
    expect(form?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(form?.body))).toEqual(asText);
  });

  it("never carries extraParam, the manual's spelling, which the server does not know", async () => {
    expect(await bodyOf()).not.toHaveProperty("extraParam");
  });

  it("names the payment by the merchant's order where easylink's number is not known", async () => {
    const body = await bodyOf({ payment: { ...payment, gatewayPaymentRef: null } });
    expect(body).toMatchObject({ mchOrderNo: "20160427210604000490" });
    expect(body).not.toHaveProperty("payOrderId");
  });

  it("carries channelExtra as a JSON text, and the client's address where the account says one", async () => {
    const body = await bodyOf({}, { channelExtra: { auth_code: "13920933111042" }, clientIp: "203.0.113.7" });
    expect(body).toMatchObject({ channelExtra: '{"auth_code":"13920933111042"}', clientIp: "203.0.113.7" });
  });

  it("asks for no notification where the account says so, or where the address is too long", async () => {
    expect(await bodyOf({}, { askForNotification: false })).not.toHaveProperty("notifyUrl");

    const { call, sent } = exampleCall();
    const account = { ...call.account, notificationUrl: `https://desk.example/${"x".repeat(128)}` };
    await refund({ ...call, account }, request());
    expect(JSON.parse(sent[0]?.body ?? "")).not.toHaveProperty("notifyUrl");
  });

  it("takes another currency only where the account does", async () => {
    const inUsd = { amount: { minor: 1n, currency: "USD" }, payment: { ...payment, currency: "USD" } };
    expect(await sentFor(inUsd)).toBeUndefined();
    expect(await bodyOf(inUsd, { currencies: ["HKD", "USD"] })).toMatchObject({ currency: "USD", refundAmount: 1 });
  });

  it("A08 carries every amount exactly, up to the largest safe number", async () => {
    const sent = await sentFor({ amount: { minor: 9_007_199_254_740_991n, currency: "HKD" } });
    expect(sent?.body).toContain('"refundAmount":9007199254740991,');
  });

  it.each<[string, Partial<RefundRequest>]>([
    ["A08 an amount beyond the safe numbers", { amount: { minor: 9_007_199_254_740_992n, currency: "HKD" } }],
    ["nothing", { amount: { minor: 0n, currency: "HKD" } }],
    ["less than nothing", { amount: { minor: -1n, currency: "HKD" } }],
    ["another currency", { amount: { minor: 1n, currency: "VND" } }],
    ["a payment in another currency", { payment: { ...payment, currency: "USD" } }],
    ["a payment that has no number", { payment: { ...payment, gatewayPaymentRef: null, gatewayTransactionRef: null } }],
    ["a payment number that forges a field", { payment: { ...payment, gatewayPaymentRef: "P1&refundAmount=9" } }],
    [
      "an order number with a blank",
      { payment: { ...payment, gatewayPaymentRef: null, gatewayTransactionRef: "1 2" } },
    ],
    ["a reference that is not ours", { reference: "RF-1" }],
    ["a reason that is not as it was shown", { reason: "x&state=2" }],
    ["a receiver", { receiver: { accountName: "A", accountNumber: "0123", swiftCode: "BFTVVNVX" } }],
  ])("is not sent with %s", async (_name, change) => {
    const { call, sent } = exampleCall();

    expect(await refund(call, request(change))).toEqual({ kind: "not_sent", cause: "invalid_locally" });
    expect(sent).toEqual([]);
  });

  it("J03 a refusal that quotes the secret does not carry it on", async () => {
    const { call } = exampleCall(jsonAnswer({ code: 9999, msg: `bad sign, key=${OWN_SECRET}` }));
    expect(await refund(call, request())).toMatchObject({ fault: { text: "bad sign, key=[hidden]" } });
  });
});

describe("a question", () => {
  const query = { reference, gatewayRef: "R202405010000000001", amount: request().amount, payment };

  it("asks by our number alone", async () => {
    const { call, sent } = exampleCall();

    await queryRefund(call, query);

    const fields = {
      mchNo: "M1623984572",
      appId: "60cc09bce4b0f1c0b83761c9",
      mchRefundNo: reference,
      reqTime: 1714521600123,
      version: "1.0",
      signType: "MD5",
    };
    expect(sent[0]).toMatchObject({ method: "POST", url: "https://ts-api-pay.gnete.com.hk/api/refund/query" });
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ ...fields, sign: sign(fields, OWN_SECRET) });
  });

  it("is not asked for a number that is not ours, and asked anew for each reference", async () => {
    const { call, sent } = exampleCall(signedAnswer({}));
    const unasked = { kind: "no_answer", cause: "invalid_locally", fault: null };

    expect(await queryRefund(call, { ...query, reference: "RF20240501-0001" })).toEqual(unasked);
    expect(sent).toEqual([]);
    await queryRefund(call, { ...query, reference: newReference() });
    expect(sent).toHaveLength(1);
  });
});
