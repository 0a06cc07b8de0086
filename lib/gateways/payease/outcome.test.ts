import { describe, expect, it } from "vitest";
import type { HttpOutcome } from "../connector.ts";
import { queryOutcome, refundOutcome } from "./outcome.ts";
import { exampleCall, type Sealing, sealed, sealedAnswer, signed, textAnswer } from "./test-call.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

const reference = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";
const ours = {
  reference,
  amount: { minor: 1_250n, currency: "USD" },
  payment: {
    gatewayTransactionRef: null,
    gatewayPaymentRef: "20240501-890000593-12345",
    method: "VISA",
    currency: "USD",
  },
};
const accepted = {
  status: "SUCCESS",
  merchantId: "890000593",
  orderRequestId: "20240501-890000593-12345",
  requestId: reference,
  bankNumber: "245678",
  refundId: "816290053119947",
  amount: "12.50",
  currency: "USD",
  refundSubmissionTime: "2024-05-01 10:20:30",
  remark: "Customer return",
};
const found = { ...accepted, refundStatus: "SUCCESS", refundCompleteTime: "2024-05-01 10:21:30" };
const error = {
  cause: '{"requestId":{"message":"requestId.invalid"}}',
  code: "E1004016",
  error: "方法参数无效",
  merchantId: "890000593",
  status: "ERROR",
};

const refund = (http: HttpOutcome, settings = {}) => refundOutcome(http, exampleCall(undefined, settings).call, ours);
const query = (http: HttpOutcome, settings = {}) => queryOutcome(http, exampleCall(undefined, settings).call, ours);
const ok = (fields: object, sealing?: Sealing, status?: number) => sealedAnswer(signed({ ...fields }), sealing, status);
const lost = (cause: string, httpStatus: number | null = 200) => ({ kind: "outcome_lost", cause, httpStatus });

describe("F09 the answer to a refund", () => {
  it("status SUCCESS means that the application was taken, never that money moved", () => {
    expect(refund(ok(accepted))).toEqual({ kind: "accepted", gatewayRef: "816290053119947" });
    expect(refund(ok(found))).toEqual({ kind: "accepted", gatewayRef: "816290053119947" });
  });

  it("is read as JSON or as the bare base64, with headers in any letter case", () => {
    const { headers, data } = sealed(signed(accepted));
    const bare = textAnswer(`${data}\n`, 200, { ...headers, merchantid: "890000593", REQUESTID: reference });
    const spelled = textAnswer(JSON.stringify({ data }), 200, { encryptKey: headers.encryptkey });

    expect(refund(bare)).toMatchObject({ kind: "accepted" });
    expect(refund(spelled)).toMatchObject({ kind: "accepted" });
  });

  it("may carry fields nobody documented, signed with the others, and numbers as numbers", () => {
    const { amount: _, ...rest } = accepted;
    const text = JSON.stringify({ ...signed({ ...rest, amount: "12.50", more: ["x"] }) }).replace('"12.50"', "12.50");
    expect(refund(sealedAnswer(text))).toMatchObject({ kind: "accepted" });
  });

  it.each(["merchantId", "orderRequestId", "requestId", "refundId", "amount", "currency"])(
    "without %s, though signed, is no answer",
    (name) => {
      const { [name as "amount"]: _, ...rest } = accepted;
      expect(refund(ok(rest))).toEqual(lost("unreadable"));
    },
  );

  it.each(["bankNumber", "refundSubmissionTime", "remark"])("may lack %s", (name) => {
    expect(refund(ok({ ...accepted, [name]: "" }))).toMatchObject({ kind: "accepted" });
  });
});

describe("F10 F11 an error", () => {
  const codes = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "13", "21", "22", "23", "24", "53", "54"];
  const others = ["10", "11", "12", "14", "15", "16", "17", "18", "19", "20", "25", "28", "43", "47", "49", "50", "51"];

  it.each([
    ...codes.map((number) => [`EH01000${number}`, true] as const),
    ["E1004016", true] as const,
    ...[...others, "52", "55", "56", "99"].map((number) => [`EH01000${number}`, false] as const),
    ["E1004017", false] as const,
    ["EH010001", false] as const,
    ["eh0100001", false] as const,
    ["SOMETHING_NEW", false] as const,
  ])("%s is an unsigned no; a refusal of the request itself: %s", (code, refusesRequest) => {
    const expected = { kind: "refused", fault: { code, text: "no", refusesRequest }, httpStatus: 200 };
    const no = { status: "ERROR", code, error: "no" };

    expect(refund(sealedAnswer(no))).toMatchObject(expected);
    expect(refund(textAnswer(JSON.stringify(no)))).toMatchObject(expected);
  });

  it.each([
    ["EH0100020", true],
    ["EH0100021", true],
    ["EH0100022", true],
    ["EH0100001", false],
  ])("E19 %s says that PayEase does not take us for ourselves: %s", (code, refusesUs) => {
    const { fault } = refund(sealedAnswer({ status: "ERROR", code, error: "no" })) as {
      fault?: { refusesUs?: boolean };
    };
    expect(fault?.refusesUs ?? false).toBe(refusesUs);
  });

  it("carries the gateway's own words, and the reason within them", () => {
    expect(refund(sealedAnswer(error))).toMatchObject({
      fault: { text: '方法参数无效: {"requestId":{"message":"requestId.invalid"}}' },
    });
  });

  it.each([400, 401, 403, 404, 422, 429])("with status %i is a no all the same, a yes is none", (status) => {
    expect(refund(sealedAnswer(error, {}, status))).toMatchObject({ kind: "refused", httpStatus: status });
    expect(refund(ok(accepted, {}, status))).toEqual(lost("http_status", status));
  });

  it("E10 of another request or merchant is no answer to ours", () => {
    expect(refund(sealedAnswer({ ...error, merchantId: "890000594" }))).toMatchObject(lost("mismatch"));
    expect(refund(sealedAnswer(error, { headers: { requestid: "R2" } }))).toMatchObject(lost("mismatch"));
  });

  it("E09 with a signature that does not hold is believed as little as a yes", () => {
    expect(refund(sealedAnswer({ ...error, hmac: "AAAA" }))).toEqual(lost("bad_signature"));
    expect(refund(sealedAnswer({ ...error, hmac: "" }))).toMatchObject({ kind: "refused" });
  });
});

describe("answers that prove nothing", () => {
  it.each([201, 204, 206, 500, 502, 503, 504, 599])(
    "E07 status %i says nothing, whatever the body claims",
    (status) => {
      for (const http of [ok(accepted, {}, status), sealedAnswer(error, {}, status), textAnswer("<html>", status)]) {
        expect(refund(http)).toEqual(lost("http_status", status));
      }
    },
  );

  it.each([400, 429])("E07 status %i with HTML says nothing", (status) => {
    expect(refund(textAnswer("<html>", status))).toEqual(lost("http_status", status));
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["HTML", "<!doctype html><title>Bad gateway</title>"],
    ["truncated JSON", JSON.stringify({ data: "AAAA" }).slice(0, -3)],
    ["a list", JSON.stringify([accepted])],
    ["a text", "SUCCESS"],
    ["null", "null"],
    ["data as a number", '{"data":1}'],
    ["data twice", '{"data":"AAAA","data":"AAAA"}'],
    ["__proto__", '{"data":"AAAA","__proto__":{}}'],
    ["an error without a code", JSON.stringify({ status: "ERROR" })],
    ["an error with a code as a number", JSON.stringify({ status: "ERROR", code: 19 })],
    ["an error with a code of blanks", JSON.stringify({ status: "ERROR", code: " " })],
    ["an error in other letters", JSON.stringify({ ...error, status: "error" })],
    ["a yes that nobody encrypted", JSON.stringify(signed(accepted))],
    ["UTF-16", Buffer.from(JSON.stringify(error), "utf16le")],
    ["Latin-1", Buffer.from(JSON.stringify({ ...error, error: "é" }), "latin1")],
    ["two objects", JSON.stringify(error) + JSON.stringify(error)],
  ])("E08 %s with status 200 is no answer", (_name, body) => {
    expect(refund(textAnswer(body))).toEqual(lost("unreadable"));
  });

  it.each<[string, string]>([
    ["no status", JSON.stringify(signed({ ...accepted, status: "" }))],
    ["another status", JSON.stringify(signed({ ...accepted, status: "success" }))],
    ["a status twice", JSON.stringify(signed(accepted)).replace("{", '{"status":"ERROR",')],
    ["a list", "[]"],
    ["no JSON", "SUCCESS"],
  ])("E08 %s inside the envelope is no answer", (_name, content) => {
    expect(refund(sealedAnswer(content))).toMatchObject({ kind: "outcome_lost" });
  });

  it.each<[string, HttpOutcome]>([
    ["no hmac", sealedAnswer(accepted)],
    ["an empty hmac", sealedAnswer({ ...accepted, hmac: "" })],
    ["an hmac over other values", sealedAnswer({ ...signed(accepted), amount: "12.51" })],
    ["our own key", sealedAnswer(signed(accepted, EXAMPLE_MERCHANT_KEY))],
    ["a field added afterwards", sealedAnswer({ ...signed(accepted), more: "x" })],
    ["a separator in a value", sealedAnswer({ ...signed(accepted), bankNumber: "245678#USD", currency: "" })],
    ["an envelope for somebody else", ok(accepted, { reader: EXAMPLE_PLATFORM_KEY })],
    ["an envelope without its AES key", ok(accepted, { headers: { encryptkey: "AAAA" } })],
    ["an envelope that was cut", textAnswer('{"data":"AAAA"}', 200, { encryptkey: "AAAA" })],
  ])("E09 a yes with %s is a bad signature", (_name, http) => {
    expect(refund(http)).toEqual(lost("bad_signature"));
    expect(query(http)).toEqual({ kind: "no_answer", cause: "bad_signature", fault: null });
  });

  const foreign: [string, object][] = [
    ["requestId", { requestId: "R01JD5M8F3T9QZ7X0V2C4B6N8K2F" }],
    ["orderRequestId", { orderRequestId: "20240501-890000593-12346" }],
    ["merchantId", { merchantId: "890000594" }],
    ["currency", { currency: "EUR" }],
    ["amount", { amount: "12.49" }],
    ["amount", { amount: "1250.00" }],
    ["amount", { amount: "12.505" }],
    ["amount", { amount: "-12.50" }],
    ["amount", { amount: "1.25e1" }],
    ["amount", { amount: "12,50" }],
  ];

  it.each(foreign)("E10 E16 a signed answer with another %s (%j) is the answer to somebody else", (field, change) => {
    expect(refund(ok({ ...accepted, ...change }))).toEqual(lost("mismatch"));
    expect(query(ok({ ...found, ...change }))).toEqual({ kind: "mismatch", field });
  });

  it.each<Record<string, string>>([{ merchantid: "890000594" }, { requestid: "R01JD5M8F3T9QZ7X0V2C4B6N8K2F" }])(
    "E10 so is one whose header says so: %j",
    (headers) => {
      expect(refund(ok(accepted, { headers }))).toEqual(lost("mismatch"));
      expect(query(ok(found, { headers }))).toMatchObject({ kind: "mismatch" });
    },
  );

  it("what the transport says is handed on", () => {
    expect(refund({ kind: "not_sent", cause: "dns" })).toEqual({ kind: "not_sent", cause: "dns" });
    expect(refund({ kind: "lost", cause: "timeout" })).toEqual(lost("timeout", null));
    expect(query({ kind: "not_sent", cause: "tls" })).toEqual({ kind: "no_answer", cause: "tls", fault: null });
    expect(query({ kind: "lost", cause: "redirect" })).toEqual({ kind: "no_answer", cause: "redirect", fault: null });
  });
});

describe("the answer to a query", () => {
  it.each([
    ["INIT", "processing"],
    ["PROCESSING", "processing"],
    ["SUCCESS", "succeeded"],
    ["FAILED", "failed"],
  ])("refundStatus %s means %s", (refundStatus, state) => {
    expect(query(ok({ ...found, refundStatus }))).toMatchObject({
      kind: "found",
      state,
      gatewayRef: "816290053119947",
      fault: state === "failed" ? { code: "FAILED" } : null,
    });
  });

  it.each(["", "success", "REFUNDED", "CLOSED"])("refundStatus %j is no answer", (refundStatus) => {
    expect(query(ok({ ...found, refundStatus }))).toEqual({ kind: "no_answer", cause: "unreadable", fault: null });
  });

  it("an answer that only says SUCCESS is about the question, and no answer about the refund", () => {
    expect(query(ok(accepted))).toEqual({ kind: "no_answer", cause: "unreadable", fault: null });
  });

  it("EH0100051 means that PayEase does not know it; every other error is no answer", () => {
    const no = (code: string) => sealedAnswer({ ...error, code });
    expect(query(no("EH0100051"))).toEqual({ kind: "not_found" });
    for (const code of ["EH0100052", "EH0100001", "EH0100019", "E1004016", "NEW"]) {
      expect(query(no(code))).toMatchObject({ kind: "no_answer", cause: "refused", fault: { code } });
    }
  });

  it("E10 that PayEase does not know another request proves nothing about ours", () => {
    const http = sealedAnswer({ ...error, code: "EH0100051" }, { headers: { requestid: "R2" } });
    expect(query(http)).toEqual({ kind: "mismatch", field: "requestId in the header" });
  });

  it.each<[string, string, string, bigint]>([
    ["major-2dp", "JPY", "100.00", 100n],
    ["major-2dp", "JPY", "100", 100n],
    ["major-exponent", "KRW", "100", 100n],
    ["major-exponent", "USD", "12.5", 1_250n],
    ["minor", "USD", "1250", 1_250n],
    ["minor", "JPY", "100", 100n],
  ])("E16 under %s, %s %s is %i minor units", (amountFormat, currency, amount, minor) => {
    const asked = { ...ours, amount: { minor, currency } };
    const { call: account } = exampleCall(undefined, { amountFormat });
    expect(queryOutcome(ok({ ...found, currency, amount }), account, asked)).toMatchObject({ state: "succeeded" });
    expect(queryOutcome(ok({ ...found, currency, amount: `${amount}0` }), account, asked).kind).toBe(
      amount.includes(".") ? "found" : "mismatch",
    );
  });

  it.each([
    ["2024-05-01 10:21:30", {}, "2024-05-01T02:21:30.000Z"],
    ["2024-05-01 00:00:00", {}, "2024-04-30T16:00:00.000Z"],
    ["2024-02-29 23:59:59", {}, "2024-02-29T15:59:59.000Z"],
    ["2024-05-01 10:21:30", { timeZone: "+00:00" }, "2024-05-01T10:21:30.000Z"],
    ["2024-05-01 10:21:30", { timeZone: "-03:30" }, "2024-05-01T13:51:30.000Z"],
    ["2023-02-29 10:00:00", {}, null],
    ["2016-12-31 23:59:60", {}, null],
    ["2024-05-01T10:21:30Z", {}, null],
    ["", {}, null],
  ])("H02 %s with %j is %s", (refundCompleteTime, settings, expected) => {
    const outcome = query(ok({ ...found, refundCompleteTime }), settings);
    expect(outcome).toMatchObject({ kind: "found", endedAt: expected === null ? null : new Date(expected) });
  });
});
