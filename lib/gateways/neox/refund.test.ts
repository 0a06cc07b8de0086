import { describe, expect, it } from "vitest";
import { newReference } from "#lib/domain/ids.ts";
import type { RefundRequest } from "../connector.ts";
import { queryPayments, refund } from "./refund.ts";
import { exampleCall, jsonAnswer } from "./test-call.ts";
import { RECEIVER_VECTORS } from "./vectors.ts";

const payment = {
  gatewayTransactionRef: "240830080146NDTISR",
  gatewayPaymentRef: "1439211",
  method: "QR",
  currency: "VND",
};
const [documented, own] = RECEIVER_VECTORS;

function request(change: Partial<RefundRequest> = {}): RefundRequest {
  return {
    reference: newReference(),
    amount: { minor: 10_000n, currency: "VND" },
    reason: "Customer return",
    receiver: documented.receiver,
    payment,
    ...change,
  };
}

async function bodyOf(change: Partial<RefundRequest> = {}, settings = {}) {
  const { call, sent } = exampleCall(undefined, settings);
  await refund(call, request(change));
  return { body: JSON.parse(sent[0]?.body ?? "null"), request: sent[0] };
}

describe("REFUND", () => {
  it("is the request of the manual, letter for letter", async () => {
    const reference = newReference();

    const { body, request } = await bodyOf({ reference });

    expect(request).toMatchObject({
      method: "POST",
      url: "https://sandbox-api.neopay.vn/pg/api/v1/paygate/neopay",
      headers: { "content-type": "application/json" },
    });
    expect(body).toEqual({
      neo_MerchantCode: "UFLIYL",
      neo_Command: "REFUND",
      neo_RequestID: reference,
      neo_PaymentID: "1439211",
      neo_Amount: 10_000,
      neo_Version: "1",
      neo_Receiver: documented.encoded,
      neo_SecureHash: "88cafbc3bc1312a4dbae11dedf17819ea6462b85a218298417a917f1797597fa",
    });
  });

  it("without a receiver has no neo_Receiver, and the hash of our own vector", async () => {
    const { body } = await bodyOf({
      amount: { minor: 250_000n, currency: "VND" },
      receiver: null,
      payment: { ...payment, method: "CC", gatewayPaymentRef: "1439209" },
    });

    expect(body).not.toHaveProperty("neo_Receiver");
    expect(body.neo_SecureHash).toBe("abfd67b657fe037e277d94b71437d15b40d7c0d5fbd51aac2e9ac7e8bbd5bf6d");
  });

  it("with another receiver has the hash of our own vector", async () => {
    const { body } = await bodyOf({ amount: { minor: 250_000n, currency: "VND" }, receiver: own.receiver });

    expect(body.neo_Receiver).toBe(own.encoded);
    expect(body.neo_SecureHash).toBe("df1eb26ec19b2fe64512a54e591537b026de620dfe77d799f985cb289cb9cf02");
  });

  it("follows the account's settings of the hash", async () => {
    const upper = await bodyOf({}, { hashCase: "upper" });
    const withRequest = await bodyOf({}, { refundHashIncludesRequestId: true });

    expect(upper.body.neo_SecureHash).toBe(
      "88cafbc3bc1312a4dbae11dedf17819ea6462b85a218298417a917f1797597fa".toUpperCase(),
    );
    expect(withRequest.body.neo_SecureHash).not.toBe(
      "88cafbc3bc1312a4dbae11dedf17819ea6462b85a218298417a917f1797597fa",
    );
  });

  it("A08 carries every whole amount exactly, up to the largest safe number", async () => {
    const { request } = await bodyOf({ amount: { minor: 9_007_199_254_740_991n, currency: "VND" } });
    expect(request?.body).toContain('"neo_Amount":9007199254740991,');
  });

  it.each<[string, Partial<RefundRequest>]>([
    ["A08 an amount beyond the safe numbers", { amount: { minor: 9_007_199_254_740_992n, currency: "VND" } }],
    ["nothing", { amount: { minor: 0n, currency: "VND" } }],
    ["less than nothing", { amount: { minor: -1n, currency: "VND" } }],
    ["another currency", { amount: { minor: 1n, currency: "HKD" } }],
    ["a payment in another currency", { payment: { ...payment, currency: "HKD" } }],
    ["a payment whose ID is not known yet", { payment: { ...payment, gatewayPaymentRef: null } }],
    ["a payment ID that could be cut anew", { payment: { ...payment, gatewayPaymentRef: "1439211 " } }],
    ["a reference that is not ours", { reference: "RF-1" }],
    ["a QR payment without a receiver", { receiver: null }],
    ["a card payment with a receiver", { payment: { ...payment, method: "CC" } }],
  ])("is not sent with %s", async (_name, change) => {
    const { call, sent } = exampleCall();

    expect(await refund(call, request(change))).toEqual({ kind: "not_sent", cause: "invalid_locally" });
    expect(sent).toEqual([]);
  });

  it("J03 a refusal that quotes the receiver or the key does not carry them on", async () => {
    const said = `33 NGUYEN VAN A 123456789 ${documented.encoded} 311235E7043244EC8306F96720748C56`;
    const { call } = exampleCall(jsonAnswer({ neo_ResponseCode: 33, neo_ResponseMsg: said }));

    const outcome = await refund(call, request());

    expect(outcome).toMatchObject({
      kind: "refused",
      fault: { code: "33", text: "33 [hidden] [hidden] [hidden] [hidden]" },
    });
  });
});

describe("QUERY_PT", () => {
  it("is the request of the manual, letter for letter", async () => {
    const { call, sent } = exampleCall();

    await queryPayments(call, { payment });

    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
      neo_Command: "QUERY_PT",
      neo_MerchantCode: "UFLIYL",
      neo_TransactionID: "240830080146NDTISR",
      neo_Version: "1",
      neo_SecureHash: "df594d1e467bd327a30fa45ce259987718a68bd54cc67afe74d1e15e255182a4",
    });
  });

  it.each([null, "", "a b", "x".repeat(65)])("is not sent for the transaction %j", async (gatewayTransactionRef) => {
    const { call, sent } = exampleCall();

    const outcome = await queryPayments(call, { payment: { ...payment, gatewayTransactionRef } });

    expect(outcome).toEqual({ kind: "no_answer", cause: "invalid_locally", fault: null });
    expect(sent).toEqual([]);
  });
});
