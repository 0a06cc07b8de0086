import { describe, expect, it } from "vitest";
import type { HttpOutcome } from "../connector.ts";
import type { EasylinkSettings } from "./account.ts";
import { queryOutcome, refundOutcome } from "./outcome.ts";
import type { EasylinkFields } from "./signature.ts";
import { exampleCall, jsonAnswer, signedAnswer, textAnswer } from "./test-call.ts";
import { EXAMPLE_SECRET, VECTORS } from "./vectors.ts";

const reference = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";
const payment = {
  gatewayTransactionRef: null,
  gatewayPaymentRef: "P202106181104177050002",
  method: "WX_NATIVE",
  currency: "HKD",
};
const ours = { reference, amount: { minor: 1_250n, currency: "HKD" }, payment };
const data = {
  refundOrderId: "R202405010000000001",
  mchRefundNo: reference,
  payAmount: 5800,
  refundAmount: 1250,
  state: 2,
  channelOrderNo: "2021061822001423031419593035",
};
const facts = {
  ...data,
  payOrderId: payment.gatewayPaymentRef,
  mchNo: "M1623984572",
  appId: "60cc09bce4b0f1c0b83761c9",
  currency: "HKD",
  extParam: reference,
  createdAt: 1714521600500,
  successTime: 1714521605000,
};
const { call } = exampleCall();
const read = (http: HttpOutcome) => refundOutcome(http, call, ours);
const ask = (http: HttpOutcome) => queryOutcome(http, call, ours);
const refuse = (msg: unknown, code: unknown = 9999, status = 200) => jsonAnswer({ code, msg }, status);

describe("the manual's printed answers, through the code that reads them", () => {
  const printed = (fields: EasylinkFields, sign: string) => jsonAnswer({ code: 0, data: fields, msg: "SUCCESS", sign });
  const demo = exampleCall(undefined, {}, EXAMPLE_SECRET).call;

  it("the answer to a refund verifies as printed", () => {
    const { fields, sign } = VECTORS.refundAnswer;
    const sent = { reference: "mho1624007315478", amount: { minor: 4n, currency: "HKD" }, payment };

    expect(refundOutcome(printed(fields, sign), demo, sent)).toEqual({
      kind: "succeeded",
      gatewayRef: "R202106181708358940000",
    });
  });

  it("the answer to a query verifies with the currency that was signed, and not as printed", () => {
    const { fields, sign } = VECTORS.queryAnswer;
    const asked = { reference: "mho1623985552430", amount: { minor: 4n, currency: "CNY" }, payment };

    expect(queryOutcome(printed(fields, sign), demo, asked)).toEqual({
      kind: "found",
      state: "succeeded",
      gatewayRef: "P202106181105527690009",
      fault: null,
      endedAt: new Date(1623985554000),
    });
    expect(queryOutcome(printed({ ...fields, currency: "HKD" }, sign), demo, asked)).toMatchObject({
      kind: "no_answer",
      cause: "bad_signature",
    });
  });
});

describe("the answer to a refund", () => {
  const gatewayRef = data.refundOrderId;

  it("says succeeded with code 0, state 2 and a sign", () => {
    expect(read(signedAnswer(data))).toEqual({ kind: "succeeded", gatewayRef });
  });

  it.each([0, 1])("F04 with code 0 and state %i is accepted, no more", (state) => {
    expect(read(signedAnswer({ ...data, state }))).toEqual({ kind: "accepted", gatewayRef });
  });

  it("F05 with code 0 and state 3 is a signed no, in the channel's words", () => {
    const failed = { ...data, state: 3, errCode: "ACQ.TRADE_HAS_CLOSE", errMsg: "Business Failed" };
    const fault = { code: "ACQ.TRADE_HAS_CLOSE", text: "Business Failed", refusesRequest: false };

    expect(read(signedAnswer(failed))).toEqual({ kind: "rejected", gatewayRef, fault });
    expect(read(signedAnswer({ ...data, state: 3 }))).toMatchObject({ fault: { code: "state 3", text: "" } });
  });

  it("F06 with state 4 is neither yes nor no: easylink gave up on it", () => {
    expect(read(signedAnswer({ ...data, state: 4 }))).toEqual({
      kind: "outcome_lost",
      cause: "closed",
      httpStatus: 200,
    });
  });

  it("tolerates fields that nobody documented, under a sign over all of them", () => {
    const more = { ...data, zone: "HK", nested: { a: [1] }, nothing: null, empty: "" };
    expect(read(signedAnswer(more))).toMatchObject({ kind: "succeeded" });
  });

  it.each([5, -1, 2.5, "two", null, undefined, true])("E08 state %j is no answer", (state) => {
    expect(read(signedAnswer({ ...data, state }))).toMatchObject({ kind: "outcome_lost", cause: "unreadable" });
  });

  it.each([
    ["mchRefundNo", "R01JD5M8F3T9QZ7X0V2C4B6N8K2F"],
    ["refundAmount", 1249],
    ["refundAmount", 125_000],
    ["mchNo", "M0000000001"],
    ["appId", "60cc09bce4b0f1c0b83761c0"],
    ["payOrderId", "P202106181104177050003"],
    ["currency", "USD"],
    ["extParam", "somebody else's"],
    ["extraParam", "somebody else's"],
  ])("E10 E16 a signed answer that echoes another %s (%s) is the answer to somebody else", (name, value) => {
    expect(read(signedAnswer({ ...data, [name]: value }))).toEqual({
      kind: "outcome_lost",
      cause: "mismatch",
      httpStatus: 200,
    });
    expect(read(signedAnswer(facts))).toMatchObject({ kind: "succeeded" });
  });

  it("E09 a failure under a wrong sign, or none, is no failure", () => {
    const failed = { ...data, state: 3 };
    const lost = { kind: "outcome_lost", cause: "bad_signature", httpStatus: 200 };
    const signedByOther = signedAnswer(failed, "AnotherAppSecret0123456789012345");

    expect(read(signedByOther)).toEqual(lost);
    for (const sign of [undefined, null, "", 0, ["x"], "0".repeat(32)])
      expect(read(jsonAnswer({ code: 0, data: failed, sign }))).toEqual(lost);
  });

  it("a sign that leaves out a received field does not hold", () => {
    const { sign } = JSON.parse(String((signedAnswer(data) as { body: Buffer }).body));
    expect(read(jsonAnswer({ code: 0, data: { ...data, added: "x" }, sign }))).toMatchObject({
      cause: "bad_signature",
    });
  });
});

describe("a no, which nobody signs", () => {
  const refusals: readonly [check: number, message: string][] = [
    [1, "商户号不能为空"],
    [1, "商户应用ID不能为空"],
    [1, "版本号不能为空"],
    [1, "签名类型不能为空"],
    [1, "签名值不能为空"],
    [1, "时间戳不能为空"],
    [1, "商户退款单号不能为空"],
    [1, "货币代码不能为空"],
    [1, "退款原因不能为空"],
    [1, "退款金额不能为空"],
    [1, "退款金额请大于1分"],
    [2, "商户或商户应用不存在"],
    [3, "商户信息不存在或商户状态不可用"],
    [4, "商户应用不存在或应用状态不可用"],
    [5, "参数appId与商户号不匹配"],
    [6, "验签失败"],
    [6, "Signature failed"],
    [7, "mchOrderNo 和 payOrderId不能同时为空"],
    [8, "异步通知地址协议仅支持http:// 或 https:// !"],
    [9, "退款订单不存在"],
    [10, "订单状态不正确， 无法完成退款"],
    [10, "订单状态不正确，无法完成退款"],
    [11, "订单已全额退款，本次申请失败"],
    [12, "申请金额超出订单可退款余额，请检查退款金额"],
    [13, "支付订单具有在途退款申请，请稍后再试"],
    [14, "退款单已完成全部订单退款，本次申请失败"],
    [15, "商户退款订单号[R01JD5M8F3T9QZ7X0V2C4B6N8K1F]已存在"],
    [16, "当前通道不支持退款！"],
  ];

  it.each(refusals)("F01 F02 check %i, %s: never failed by itself, a refusal of the request", (_check, message) => {
    const outcome = read(refuse(message));
    expect(outcome).toMatchObject({ kind: "refused", fault: { code: "9999", refusesRequest: true }, httpStatus: 200 });
  });

  it.each([
    [9999, "系统异常"],
    [9999, ""],
    [9999, "订单不存在"],
    [9999, "request time is too old"],
    [9999, "验签失败，请重试"],
    [10, "系统异常[timeout]"],
    [11, "参数有误[转换异常]"],
    [12, "数据库服务异常"],
    [5003, "record does not exist"],
    [1, "new"],
    [-1, "new"],
  ])("F03 E20 code %i %s may be anything, also a refund that was made", (code, message) => {
    expect(read(refuse(message, code))).toMatchObject({
      kind: "refused",
      fault: { code: String(code), text: message, refusesRequest: false },
    });
  });

  it("without words is a no as well, and never one of the request itself", () => {
    for (const msg of [undefined, null])
      expect(read(refuse(msg))).toMatchObject({ kind: "refused", fault: { text: "", refusesRequest: false } });
  });

  it("the account can name the words of an easylink that speaks English", () => {
    const { call: english } = exampleCall(undefined, { refusalMessages: ["The refund order exists."] });
    const said = (msg: string) => refundOutcome(refuse(msg), english, ours);

    expect(said("the refund order  exists")).toMatchObject({ fault: { refusesRequest: true } });
    expect(said("Signature failed")).toMatchObject({ fault: { refusesRequest: false } });
    expect(said("验签失败")).toMatchObject({ fault: { refusesRequest: true } });
  });

  it("is no failure even where data and a sign come with it", () => {
    const failed = JSON.parse(String((signedAnswer({ ...data, state: 3 }) as { body: Buffer }).body));
    expect(read(jsonAnswer({ ...failed, code: 9999 }))).toMatchObject({ kind: "refused" });
  });

  it.each([400, 401, 403, 429])("with status %i is a no all the same, a yes is none", (status) => {
    expect(read(refuse("验签失败", 9999, status))).toMatchObject({ kind: "refused", httpStatus: status });
    const yes = JSON.stringify({ code: 0, data, sign: "x" });
    expect(read(textAnswer(yes, status))).toEqual({ kind: "outcome_lost", cause: "http_status", httpStatus: status });
  });
});

describe("answers that are none", () => {
  const yes = String((signedAnswer(data) as { body: Buffer }).body);

  it.each([201, 204, 206, 500, 502, 503, 504, 599])(
    "E07 status %i says nothing, whatever the body claims",
    (status) => {
      for (const body of [yes, JSON.stringify({ code: 9999, msg: "验签失败" }), "<html>"])
        expect(read(textAnswer(body, status))).toEqual({
          kind: "outcome_lost",
          cause: "http_status",
          httpStatus: status,
        });
    },
  );

  it.each([400, 429])("E07 status %i with HTML says nothing", (status) => {
    expect(read(textAnswer("<html>", status))).toMatchObject({ kind: "outcome_lost", cause: "http_status" });
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["HTML", "<!doctype html><title>Bad gateway</title>"],
    ["truncated JSON", yes.slice(0, -3)],
    ["a list", `[${yes}]`],
    ["null", "null"],
    ["a text", '"success"'],
    ["no code", yes.replace('"code":0,', "")],
    ["a code as text", yes.replace('"code":0', '"code":"0"')],
    ["a refusal as text", JSON.stringify({ code: "9999", msg: "验签失败" })],
    ["a code that is no whole number", yes.replace('"code":0', '"code":0.5')],
    ["a code that is null", yes.replace('"code":0', '"code":null')],
    ["a code twice", yes.replace('"code":0', '"code":9999,"code":0')],
    ["a state twice", yes.replace('"state":2', '"state":3,"state":2')],
    ["a message that is no text", yes.replace('"SUCCESS"', "1")],
    ["no data", JSON.stringify({ code: 0, msg: "SUCCESS" })],
    ["data that is null", JSON.stringify({ code: 0, data: null })],
    ["data as a text", JSON.stringify({ code: 0, data: JSON.stringify(data) })],
    ["data as a list", JSON.stringify({ code: 0, data: [data] })],
    ["__proto__", yes.replace('"data":{', '"data":{"__proto__":{},')],
    ["UTF-16", Buffer.from(yes, "utf16le")],
    ["Latin-1", Buffer.from(yes.replace("SUCCESS", "é"), "latin1")],
    ["two objects", yes + yes],
    ["an opaque text", "code=0&state=2"],
  ])("E08 %s with status 200 is no answer", (_name, body) => {
    expect(read(textAnswer(body))).toEqual({ kind: "outcome_lost", cause: "unreadable", httpStatus: 200 });
  });

  it.each<[string, EasylinkFields]>([
    ["no number of theirs", { ...data, refundOrderId: undefined }],
    ["an empty number of theirs", { ...data, refundOrderId: "" }],
    ["no number of ours", { ...data, mchRefundNo: undefined }],
    ["a state as text", { ...data, state: "2" }],
    ["an amount as text", { ...data, refundAmount: "1250" }],
    ["an amount with decimals", { ...data, refundAmount: 12.5 }],
    ["a negative amount", { ...data, refundAmount: -1250 }],
    ["words that are a list", { ...data, errMsg: ["x"] }],
  ])("E08 %s, though signed, is no answer: the question that follows tells", (_name, fields) => {
    expect(read(signedAnswer(fields))).toEqual({ kind: "outcome_lost", cause: "unreadable", httpStatus: 200 });
  });

  it("E01 E02 E03 E05 E11 what the transport says is handed on", () => {
    expect(read({ kind: "not_sent", cause: "dns" })).toEqual({ kind: "not_sent", cause: "dns" });
    for (const cause of ["timeout", "reset", "redirect", "oversize"] as const)
      expect(read({ kind: "lost", cause })).toEqual({ kind: "outcome_lost", cause, httpStatus: null });
  });
});

describe("the answer to a question", () => {
  it.each([
    [0, "processing"],
    [1, "processing"],
    [2, "succeeded"],
    [3, "failed"],
    [4, "closed"],
  ])("F04 F05 F06 state %i means %s", (state, expected) => {
    expect(ask(signedAnswer({ ...facts, state }))).toMatchObject({
      kind: "found",
      state: expected,
      gatewayRef: data.refundOrderId,
    });
  });

  it("tells the channel's words of a failure only, and when it ended", () => {
    const words = { errCode: "1002", errMsg: "Business Failed" };
    expect(ask(signedAnswer({ ...facts, ...words, state: 3, successTime: undefined }))).toMatchObject({
      fault: { code: "1002", text: "Business Failed" },
      endedAt: null,
    });
    expect(ask(signedAnswer({ ...facts, ...words }))).toMatchObject({ fault: null, endedAt: new Date(1714521605000) });
  });

  it("F20 takes numbers as text, seconds for milliseconds and either spelling, once the sign holds", () => {
    const { extParam, ...rest } = facts;
    const asText = { ...rest, state: "2", refundAmount: "1250", successTime: "1714521605", extraParam: extParam };
    expect(ask(signedAnswer(asText))).toMatchObject({ kind: "found", state: "succeeded", endedAt: null });
    expect(ask(jsonAnswer({ code: 0, data: asText, sign: "0".repeat(32) }))).toMatchObject({ cause: "bad_signature" });
  });

  it("takes a currency in small letters, as the upstream demo writes it", () => {
    expect(ask(signedAnswer({ ...facts, currency: "hkd" }))).toMatchObject({ kind: "found" });
  });

  it.each(["订单不存在", "Order does not exist", "order does not exist."])("F07 %s means not found", (message) => {
    expect(ask(refuse(message))).toEqual({ kind: "not_found" });
  });

  it.each([
    [9999, "退款订单不存在", 200],
    [9999, "mchRefundNo 和 refundOrderId不能同时为空", 200],
    [9999, "验签失败", 200],
    [9999, "系统异常", 200],
    [12, "数据库服务异常", 200],
    [9999, "订单不存在", 404],
  ])("F07 code %i %s with status %i is no proof that it is not there", (code, message, status) => {
    expect(ask(refuse(message, code, status))).toMatchObject({
      kind: "no_answer",
      cause: "refused",
      fault: { code: String(code), text: message },
    });
  });

  it("the account can name other words for not found", () => {
    const settings: Partial<EasylinkSettings> = { notFoundMessages: ["No such refund"] };
    const { call: other } = exampleCall(undefined, settings);
    expect(queryOutcome(refuse("no such refund"), other, ours)).toEqual({ kind: "not_found" });
  });

  it.each([
    ["mchRefundNo", "R01JD5M8F3T9QZ7X0V2C4B6N8K2F"],
    ["refundAmount", 1249],
    ["refundAmount", "125000"],
    ["mchNo", "M0000000001"],
    ["appId", "60cc09bce4b0f1c0b83761c0"],
    ["payOrderId", "P202106181104177050003"],
    ["currency", "USD"],
    ["extParam", "somebody else's"],
  ])("E10 E16 another %s (%s) is named", (field, value) => {
    expect(ask(signedAnswer({ ...facts, [field]: value }))).toEqual({ kind: "mismatch", field });
  });

  it.each(["refundOrderId", "payOrderId", "mchNo", "appId", "mchRefundNo", "refundAmount", "currency", "state"])(
    "without %s is unreadable",
    (name) => {
      expect(ask(signedAnswer({ ...facts, [name]: undefined }))).toMatchObject({ cause: "unreadable" });
    },
  );

  it("E07 E08 what is no answer stays none", () => {
    expect(ask(textAnswer("<html>", 502))).toMatchObject({ kind: "no_answer", cause: "http_status" });
    expect(ask(textAnswer("<html>"))).toMatchObject({ kind: "no_answer", cause: "unreadable" });
    expect(ask({ kind: "not_sent", cause: "refused" })).toEqual({ kind: "no_answer", cause: "refused", fault: null });
    expect(ask({ kind: "lost", cause: "timeout" })).toEqual({ kind: "no_answer", cause: "timeout", fault: null });
  });
});
