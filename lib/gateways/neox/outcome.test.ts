import { describe, expect, it } from "vitest";
import type { HttpOutcome } from "../connector.ts";
import { paymentsOutcome, refundOutcome } from "./outcome.ts";
import { jsonAnswer, textAnswer } from "./test-call.ts";
import type { RefundFields } from "./wire.ts";

const sent: RefundFields = {
  neo_MerchantCode: "UFLIYL",
  neo_Command: "REFUND",
  neo_RequestID: "R01JD5M8F3T9QZ7X0V2C4B6N8K1F",
  neo_PaymentID: "1439211",
  neo_Amount: 10_000,
  neo_Version: "1",
};
const yes = { neo_ResponseCode: 0, neo_ResponseData: { transId: "5SYNM1OELUND" }, neo_ResponseMsg: "Successful" };
const read = (http: HttpOutcome) => refundOutcome(http, sent, []);

describe("F13 the answer to REFUND", () => {
  it("code 0 means accepted, not refunded", () => {
    expect(read(jsonAnswer(yes))).toEqual({ kind: "accepted", gatewayRef: "5SYNM1OELUND" });
  });

  it("unknown fields are tolerated", () => {
    expect(read(jsonAnswer({ ...yes, neo_New: [1], other: {} }))).toMatchObject({ kind: "accepted" });
  });

  it.each([
    [1, false],
    [9, false],
    [18, false],
    [19, false],
    [30, true],
    [31, true],
    [32, true],
    [33, true],
    [34, true],
    [35, true],
    [36, true],
    [37, true],
    [40, true],
    [41, true],
    [42, true],
    [43, true],
    [51, false],
    [99, false],
    [-1, false],
    [38, false],
    [39, false],
    [44, false],
    [1000, false],
  ])("F19 code %i is an unsigned no; a refusal of the request itself: %s", (code, refusesRequest) => {
    const expected = { kind: "refused", fault: { code: String(code), text: "no", refusesRequest }, httpStatus: 200 };
    expect(read(jsonAnswer({ neo_ResponseCode: code, neo_ResponseMsg: "no" }))).toEqual(expected);
  });

  it.each([400, 401, 403, 404, 422, 429])("a no with status %i is a no all the same, a yes is none", (status) => {
    expect(read(jsonAnswer({ neo_ResponseCode: 33 }, status))).toMatchObject({ kind: "refused", httpStatus: status });
    expect(read(jsonAnswer(yes, status))).toEqual({ kind: "outcome_lost", cause: "http_status", httpStatus: status });
  });

  it.each([201, 204, 206, 500, 502, 503, 504, 599])(
    "E07 status %i says nothing, whatever the body claims",
    (status) => {
      for (const body of [yes, { neo_ResponseCode: 33 }]) {
        expect(read(jsonAnswer(body, status))).toEqual({
          kind: "outcome_lost",
          cause: "http_status",
          httpStatus: status,
        });
      }
    },
  );

  it.each([400, 429])("E07 status %i with HTML says nothing", (status) => {
    expect(read(textAnswer("<html>", status))).toMatchObject({ kind: "outcome_lost", cause: "http_status" });
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["HTML", "<!doctype html><title>Bad gateway</title>"],
    ["truncated JSON", JSON.stringify(yes).slice(0, -3)],
    ["a list", JSON.stringify([yes])],
    ["null", "null"],
    ["a text", '"OK"'],
    ["no code", JSON.stringify({ neo_ResponseData: { transId: "X" } })],
    ["a code as text", JSON.stringify({ ...yes, neo_ResponseCode: "0" })],
    ["a refusal as text", JSON.stringify({ neo_ResponseCode: "33" })],
    ["a code that is no whole number", JSON.stringify({ neo_ResponseCode: 33.5 })],
    ["a code that is null", JSON.stringify({ ...yes, neo_ResponseCode: null })],
    ["a code twice", '{"neo_ResponseCode":33,"neo_ResponseCode":0,"neo_ResponseData":{"transId":"X"}}'],
    ["a message that is no text", JSON.stringify({ ...yes, neo_ResponseMsg: 1 })],
    ["no data", JSON.stringify({ neo_ResponseCode: 0 })],
    ["no transId", JSON.stringify({ ...yes, neo_ResponseData: {} })],
    ["a transId that is a number", JSON.stringify({ ...yes, neo_ResponseData: { transId: 5 } })],
    ["an empty transId", JSON.stringify({ ...yes, neo_ResponseData: { transId: "" } })],
    ["data as a list", JSON.stringify({ ...yes, neo_ResponseData: [{ transId: "X" }] })],
    ["__proto__", '{"neo_ResponseCode":0,"neo_ResponseData":{"transId":"X","__proto__":{}}}'],
    ["UTF-16", Buffer.from(JSON.stringify(yes), "utf16le")],
    ["Latin-1", Buffer.from(JSON.stringify({ ...yes, neo_ResponseMsg: "é" }), "latin1")],
    ["two objects", JSON.stringify(yes) + JSON.stringify(yes)],
    ["a JavaScript notation", "{neo_ResponseCode: 0, neo_ResponseData: {transId: 'X'}}"],
  ])("E08 %s with status 200 is no answer", (_name, body) => {
    expect(read(textAnswer(body))).toEqual({ kind: "outcome_lost", cause: "unreadable", httpStatus: 200 });
  });

  it.each([
    ["neo_RequestID", "R01JD5M8F3T9QZ7X0V2C4B6N8K2F"],
    ["neo_PaymentID", "1439212"],
    ["neo_MerchantCode", "OTHER1"],
    ["neo_Amount", 9_999],
    ["neo_Amount", 1_000_000],
    ["neo_Amount", "10000"],
  ])("E10 E16 an answer that echoes another %s (%s) is the answer to somebody else", (name, value) => {
    expect(read(jsonAnswer({ ...yes, [name]: value }))).toMatchObject({ kind: "outcome_lost", cause: "mismatch" });
    expect(read(jsonAnswer({ ...yes, ...sent }))).toMatchObject({ kind: "accepted" });
  });

  it("what the transport says is handed on", () => {
    expect(read({ kind: "not_sent", cause: "dns" })).toEqual({ kind: "not_sent", cause: "dns" });
    expect(read({ kind: "lost", cause: "timeout" })).toEqual({
      kind: "outcome_lost",
      cause: "timeout",
      httpStatus: null,
    });
  });
});

describe("F17 the answer to QUERY_PT", () => {
  const payments = [
    { id: "1439209", status: "PROCESSING", amount: 20_000_000, refundedAmount: 0, paymentMethod: "CC" },
    { id: "1439211", status: "SUCCESS", amount: 20_000_000, refundedAmount: 100_000, paymentMethod: "QR" },
  ];
  const list = (data: unknown, more = {}) =>
    paymentsOutcome(
      jsonAnswer({ neo_ResponseCode: 0, neo_ResponseData: data, neo_ResponseMsg: "Successful", ...more }),
    );
  const vnd = (minor: bigint) => ({ minor, currency: "VND" });

  it("is the list of the manual, every payment by its own ID", () => {
    expect(list(payments)).toEqual({
      kind: "read",
      payments: [
        {
          gatewayPaymentRef: "1439209",
          status: "processing",
          method: "CC",
          amount: vnd(20_000_000n),
          refunded: vnd(0n),
        },
        {
          gatewayPaymentRef: "1439211",
          status: "succeeded",
          method: "QR",
          amount: vnd(20_000_000n),
          refunded: vnd(100_000n),
        },
      ],
    });
  });

  it.each([
    ["SUCCESS", "succeeded"],
    ["FAILED", "failed"],
    ["PROCESSING", "processing"],
    ["Success", "succeeded"],
  ])("status %s means %s", (status, expected) => {
    expect(list([{ ...payments[0], status }])).toMatchObject({ payments: [{ status: expected }] });
  });

  it("takes a method nobody documented, an ID that is a number, and an empty list", () => {
    expect(list([{ ...payments[0], id: 1439209, paymentMethod: "WALLET" }])).toMatchObject({
      payments: [{ gatewayPaymentRef: "1439209", method: "WALLET" }],
    });
    expect(list([])).toEqual({ kind: "read", payments: [] });
  });

  it.each<[string, unknown]>([
    ["no list", {}],
    ["a status nobody documented", [{ ...payments[0], status: "REFUNDED" }]],
    ["an amount as text", [{ ...payments[0], amount: "20000000" }]],
    ["an amount with decimals", [{ ...payments[0], amount: 0.5 }]],
    ["a negative refunded amount", [{ ...payments[0], refundedAmount: -1 }]],
    ["no refunded amount", [{ id: "1", status: "SUCCESS", amount: 1, paymentMethod: "QR" }]],
    ["an amount beyond the safe numbers", [{ ...payments[0], amount: 2 ** 53 }]],
    ["the same payment twice", [payments[0], payments[0]]],
  ])("with %s is unreadable as a whole", (_name, data) => {
    expect(list(data)).toEqual({ kind: "no_answer", cause: "unreadable", fault: null });
  });

  it("a no is a no_answer with the gateway's words", () => {
    expect(list(null, { neo_ResponseCode: 1, neo_ResponseMsg: "Invalid merchant" })).toEqual({
      kind: "no_answer",
      cause: "refused",
      fault: { code: "1", text: "Invalid merchant", refusesRequest: false },
    });
  });

  it("what the transport says is handed on", () => {
    expect(paymentsOutcome({ kind: "not_sent", cause: "refused" })).toMatchObject({
      kind: "no_answer",
      cause: "refused",
    });
    expect(paymentsOutcome({ kind: "lost", cause: "reset" })).toMatchObject({ kind: "no_answer", cause: "reset" });
    expect(paymentsOutcome(textAnswer("<html>", 502))).toMatchObject({ kind: "no_answer", cause: "http_status" });
  });
});
