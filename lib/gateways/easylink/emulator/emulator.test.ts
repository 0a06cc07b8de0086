import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmulatorServer, serveEmulators } from "../../emulator-kit/server.ts";
import { createEasylinkControl, type EasylinkControl } from "./control.ts";
import type { MerchantInput } from "./control-schema.ts";
import { createEasylinkEmulator } from "./emulator.ts";
import { easylinkSign } from "./protocol.ts";

const mchNo = "M1621873433953";
const appId = "60cc09bce4b0f1c0b83761c9";
const appSecret = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

type Answer = { code: number; msg: string; data?: Record<string, unknown>; sign?: string };

let folder: string;
let server: EmulatorServer;
let control: EasylinkControl;

async function start() {
  server = await serveEmulators([createEasylinkEmulator(folder)], 0);
  control = createEasylinkControl(server.url);
}

async function open(settings: MerchantInput["settings"] = {}) {
  await control.putMerchant(mchNo, { apps: [{ appId, appSecret }], settings });
  await control.putMerchant("M2", { active: false, apps: [{ appId: "app-of-2", appSecret }] });
  await control.putMerchant("M3", { apps: [{ appId: "idle-app", appSecret, active: false }] });
  await control.putPayments({
    mchNo,
    payments: [
      { payOrderId: "P1", mchOrderNo: "O1", amount: 10_000 },
      { payOrderId: "P2", mchOrderNo: "O2", amount: 10_000, state: 1 },
      { payOrderId: "P3", mchOrderNo: "O3", amount: 10_000, refundedAmount: 10_000 },
      { payOrderId: "P4", mchOrderNo: "O4", amount: 10_000, refundedAmount: 6_000 },
      { payOrderId: "P5", mchOrderNo: "O5", amount: 10_000, channelRefunds: false },
    ],
  });
  await control.plan({ default: { settleAfterMs: 0 } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "easylink-emulator-"));
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function post(path: string, fields: Record<string, unknown>): Promise<Answer> {
  const body = JSON.stringify({ sign: easylinkSign(fields, appSecret), ...fields });
  const headers = { "content-type": "application/json" };
  const response = await fetch(control.baseUrl + path, { method: "POST", body, headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const envelope = () => ({ mchNo, appId, reqTime: Date.now(), version: "1.0", signType: "MD5" });
const refundFields = (change: Record<string, unknown> = {}) => ({
  ...envelope(),
  payOrderId: "P1",
  mchRefundNo: "R1",
  refundAmount: 1_000,
  currency: "HKD",
  refundReason: "User return",
  ...change,
});
const refund = (change: Record<string, unknown> = {}) => post("/api/refund/refundOrder", refundFields(change));
const query = (change: Record<string, unknown> = { mchRefundNo: "R1" }) =>
  post("/api/refund/query", { ...envelope(), ...change });
const known = async (mchRefundNo = "R1") =>
  (await control.truth()).refunds.filter((one) => one.mchRefundNo === mchRefundNo);
const stateOf = async (mchRefundNo?: string) => (await known(mchRefundNo)).at(-1)?.state;
const movesOf = async (mchRefundNo?: string) => (await known(mchRefundNo)).reduce((sum, { moves }) => sum + moves, 0);
const refundedOf = async (payOrderId: string) =>
  (await control.truth()).payments.find((payment) => payment.payOrderId === payOrderId)?.refundedAmount;

/** A merchant that answers each notification with the next of these, then with the last again. */
async function merchantAnswering(...answers: string[]) {
  const received: { readonly path: string; readonly type: string | undefined; readonly body: string }[] = [];
  const listener = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.statusCode = 500;
    response.end(answers[Math.min(received.length, answers.length - 1)]);
    received.push({ path: request.url ?? "", type: request.headers["content-type"], body });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
  return { url, received, close: () => listener.close() };
}

describe("the checks, in the upstream's order: the first that fails is the answer, unsigned, with status 200", () => {
  it.each<[number, Record<string, unknown>, string]>([
    [1, { mchNo: "" }, "商户号不能为空"],
    [1, { mchNo: "", appId: "" }, "商户号不能为空"],
    [1, { appId: " " }, "商户应用ID不能为空"],
    [1, { version: null }, "版本号不能为空"],
    [1, { signType: "" }, "签名类型不能为空"],
    [1, { sign: "" }, "签名值不能为空"],
    [1, { reqTime: "" }, "时间戳不能为空"],
    [1, { mchRefundNo: "" }, "商户退款单号不能为空"],
    [1, { currency: "" }, "货币代码不能为空"],
    [1, { refundReason: "" }, "退款原因不能为空"],
    [1, { refundAmount: null }, "退款金额不能为空"],
    [1, { refundAmount: 0 }, "退款金额请大于1分"],
    [2, { mchNo: "M0" }, "商户或商户应用不存在"],
    [2, { appId: "nobody" }, "商户或商户应用不存在"],
    [3, { mchNo: "M2", appId: "app-of-2" }, "商户信息不存在或商户状态不可用"],
    [4, { mchNo: "M3", appId: "idle-app" }, "商户应用不存在或应用状态不可用"],
    [5, { appId: "app-of-2" }, "参数appId与商户号不匹配"],
    [6, { sign: "0".repeat(32), payOrderId: "" }, "验签失败"],
    [7, { payOrderId: "", notifyUrl: "ftp://x" }, "mchOrderNo 和 payOrderId不能同时为空"],
    [8, { notifyUrl: "ftp://x", payOrderId: "P0" }, "异步通知地址协议仅支持http:// 或 https:// !"],
    [9, { payOrderId: "P0", mchOrderNo: "O1" }, "退款订单不存在"],
    [9, { payOrderId: "", mchOrderNo: "O0" }, "退款订单不存在"],
    [10, { payOrderId: "P2", refundAmount: 99_999 }, "订单状态不正确， 无法完成退款"],
    [11, { payOrderId: "P3", refundAmount: 99_999 }, "订单已全额退款，本次申请失败"],
    [12, { payOrderId: "P4", refundAmount: 4_001 }, "申请金额超出订单可退款余额，请检查退款金额"],
    [16, { payOrderId: "P5", extParam: "x".repeat(65) }, "当前通道不支持退款！"],
    [17, { extParam: "x".repeat(65) }, "系统异常"],
    [17, { mchRefundNo: "R".repeat(65) }, "系统异常"],
  ])("check %i: %j", async (_check, change, msg) => {
    await open();

    expect(await refund(change)).toEqual({ code: 9999, msg });
    expect((await control.truth()).refunds).toEqual([]);
  });

  it("13 before 15: a repeat of what is in progress is told of the one in progress, F08 as is another refund", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund();

    for (const mchRefundNo of ["R1", "R2"])
      expect(await refund({ mchRefundNo })).toEqual({ code: 9999, msg: "支付订单具有在途退款申请，请稍后再试" });
  });

  it("15 the number exists, also for another payment", async () => {
    await open();
    await control.plan({ default: { scenario: "refund_at_once" } });
    await refund();

    for (const payOrderId of ["P1", "P4"])
      expect(await refund({ payOrderId })).toEqual({ code: 9999, msg: "商户退款订单号[R1]已存在" });
    expect(await movesOf()).toBe(1);
  });

  it("F02 12 before 15: a repeat of what succeeded may be told of the balance", async () => {
    await open();
    await control.plan({ default: { scenario: "refund_at_once" } });
    await refund({ refundAmount: 6_000 });

    expect(await refund({ refundAmount: 6_000 })).toEqual({
      code: 9999,
      msg: "申请金额超出订单可退款余额，请检查退款金额",
    });
  });

  it("10 after a full refund the payment's state has changed", async () => {
    await open();
    await control.plan({ default: { scenario: "refund_at_once" } });
    await refund({ refundAmount: 10_000 });

    expect(await refund({ mchRefundNo: "R2" })).toEqual({ code: 9999, msg: "订单状态不正确， 无法完成退款" });
  });

  it("11 what cannot be converted has a code of its own", async () => {
    await open();
    const wrong = { code: 11, msg: "参数有误[转换异常]" };
    const headers = { "content-type": "application/json" };
    const url = `${control.baseUrl}/api/refund/refundOrder`;

    const response = await fetch(url, { method: "POST", headers, body: "{" });

    expect(await response.json()).toEqual(wrong);
    expect(await refund({ refundAmount: "ten" })).toEqual(wrong);
  });

  it("a question is held against checks 1 to 6, then against the numbers", async () => {
    await open();
    expect(await query({ mchRefundNo: "R1", version: "" })).toEqual({ code: 9999, msg: "版本号不能为空" });
    expect(await query({ mchRefundNo: "R1", sign: "0".repeat(32) })).toEqual({ code: 9999, msg: "验签失败" });
    expect(await query({})).toEqual({ code: 9999, msg: "mchRefundNo 和 refundOrderId不能同时为空" });
    expect(await query()).toEqual({ code: 9999, msg: "订单不存在" });
  });

  it("refund takes POST alone, a question any method", async () => {
    await open();
    await refund();
    const fields = { ...envelope(), mchRefundNo: "R1" };
    const texts = Object.entries({ ...fields, sign: easylinkSign(fields, appSecret) }).map(([a, b]) => [a, String(b)]);
    const search = new URLSearchParams(texts);

    expect((await fetch(`${control.baseUrl}/api/refund/refundOrder?${search}`)).status).toBe(405);
    expect(await (await fetch(`${control.baseUrl}/api/refund/query?${search}`)).json()).toMatchObject({ code: 0 });
  });
});

describe("the sign", () => {
  it("is over what the server knows: an unknown field that was signed makes it wrong, F20 extraParam among them", async () => {
    await open();
    const fields = refundFields();

    expect(await refund({ extraParam: "x" })).toEqual({ code: 9999, msg: "验签失败" });
    expect(await refund({ newField: "x" })).toEqual({ code: 9999, msg: "验签失败" });
    expect(await refund({ extraParam: "x", ...fields, sign: easylinkSign(fields, appSecret) })).toMatchObject({
      code: 0,
    });
  });

  it("is taken in small letters; numbers as text, and empty fields, sign alike", async () => {
    await open();
    const fields = refundFields({ refundAmount: "1000", clientIp: "", channelExtra: null });
    const sign = easylinkSign(fields, appSecret).toLowerCase();
    expect(await refund({ ...fields, sign })).toMatchObject({ code: 0 });
  });

  it("of an answer is over its data; of a known message it is the known one", async () => {
    await open();
    const { data = {}, sign } = await refund();
    expect(sign).toBe(easylinkSign(data, appSecret));
    expect(easylinkSign({ ...data, state: 9 }, appSecret)).not.toBe(sign);

    const secret = "EasyLinkTestAppSecret0123456789";
    const notification = Object.fromEntries(
      new URLSearchParams(
        "refundOrderId=R202405010000000001&payOrderId=P202106181104177050002&mchNo=M1623984572&appId=60cc09bce4b0f1c0b83761c9&mchRefundNo=RF20240501-0001&payAmount=5800&refundAmount=1250&currency=HKD&state=2&channelOrderNo=2021061822001423031419593035&extParam=&createdAt=1714521600500&successTime=1714521605000&reqTime=1714521605100",
      ),
    );
    expect(easylinkSign(notification, secret)).toBe("F9CC863BC7FDAE35E253D84B4D71260B");
  });
});

describe("what the channel says", () => {
  it("waiting: state 1, then 2", async () => {
    await open();
    expect(await refund()).toMatchObject({ code: 0, msg: "SUCCESS", data: { mchRefundNo: "R1", state: 1 } });
    await expect.poll(() => stateOf()).toBe(2);
    expect(await refundedOf("P1")).toBe(1_000);
    expect(await movesOf()).toBe(1);
  });

  it("waiting: state 1, then 3 with the channel's words", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_then_fail", settleAfterMs: 0, resultCode: "1002" } });
    await refund();
    await expect.poll(() => stateOf()).toBe(3);
    expect(await query()).toMatchObject({ data: { state: 3, errCode: "1002", errMsg: "Business Failed" } });
    expect(await movesOf()).toBe(0);
  });

  it("at once: state 2, or 3 with the channel's words, in the answer", async () => {
    await open();
    await control.plan({ queue: [{ scenario: "refund_at_once" }, { scenario: "fail_at_once" }] });

    const yes = await refund();
    const no = await refund({ mchRefundNo: "R2" });

    expect(Object.keys(yes.data ?? {})).toEqual([
      "channelOrderNo",
      "mchRefundNo",
      "payAmount",
      "refundAmount",
      "refundOrderId",
      "state",
    ]);
    expect(yes.data).toMatchObject({ state: 2, payAmount: 10_000, refundAmount: 1_000 });
    expect(yes.data?.refundOrderId).toMatch(/^R\d{21}$/);
    expect(no).toMatchObject({ code: 0, data: { state: 3, errCode: "ACQ.TRADE_HAS_CLOSE" } });
    expect(await movesOf("R2")).toBe(0);
  });

  it.each([
    ["channel_error", 0],
    ["channel_error_but_paid", 1],
  ] as const)(
    "%s: a no, and a refund in state 0 that nobody is told of, closed in the end",
    async (scenario, moves) => {
      await open({ timeScale: 0.000_02 });
      await control.plan({ default: { scenario, settleAfterMs: 0 } });

      expect(await refund()).toEqual({ code: 9999, msg: "系统异常" });
      await expect.poll(() => stateOf()).toBe(4);
      expect(await movesOf()).toBe(moves);
      expect((await known())[0]?.notifications).toEqual([]);
    },
  );

  it("a system error without a refund", async () => {
    await open();
    await control.plan({ default: { scenario: "refuse", code: 10, text: "系统异常[timeout]" } });
    expect(await refund()).toEqual({ code: 10, msg: "系统异常[timeout]" });
    expect(await query()).toEqual({ code: 9999, msg: "订单不存在" });
  });

  it.each([
    ["accept_and_wait", 0],
    ["never_told", 0],
    ["never_told_but_paid", 1],
  ] as const)("%s: in progress, and closed after two hours without a word", async (scenario, moves) => {
    const merchant = await merchantAnswering("success");
    await open({ timeScale: 0.000_02 });
    await control.plan({
      default: { settleAfterMs: 0, scenario, ...(scenario === "accept_and_wait" ? { settleAfterMs: null } : {}) },
    });

    expect(await refund({ notifyUrl: merchant.url })).toMatchObject({ data: { state: 1 } });
    await expect.poll(() => stateOf()).toBe(4);

    expect(await query()).toMatchObject({ code: 0, data: { state: 4 } });
    expect(await movesOf()).toBe(moves);
    expect(merchant.received).toEqual([]);
    merchant.close();
  });

  it("can be told by hand: settled or closed, once", async () => {
    await open();
    await control.plan({ default: { scenario: "accept_and_wait" } });
    await refund();
    await refund({ mchRefundNo: "R2", payOrderId: "P4" });

    await control.settle({ mchRefundNo: "R1", result: "failure", errCode: "E7" });
    await control.settle({ mchRefundNo: "R1", result: "success" });
    await control.close("R2");

    expect([await stateOf("R1"), await stateOf("R2"), await movesOf("R1")]).toEqual([3, 4, 0]);
    await expect(control.close("nobody")).rejects.toThrow("No refund nobody");
  });

  it.each([
    ["forged_answer", { mchRefundNo: "R1" }, false],
    ["answer_about_another", { mchRefundNo: "mho1624007315478" }, true],
    ["wrong_amount_answer", { refundAmount: 1_001 }, true],
  ] as const)("%s: the answer may lie, the truth does not", async (scenario, said, isSigned) => {
    await open();
    await control.plan({ default: { scenario, settleAfterMs: 0 }, queries: [{ answerSays: "forged" }, { code: 10 }] });

    const { data = {}, sign } = await refund();

    expect(data).toMatchObject(said);
    expect(sign === easylinkSign(data, appSecret)).toBe(isSigned);
    await expect.poll(() => movesOf()).toBe(1);
    const forged = await query();
    expect(forged.sign).not.toBe(easylinkSign(forged.data ?? {}, appSecret));
    expect(await query()).toEqual({ code: 10, msg: "系统异常" });
    expect(await query()).toMatchObject({ data: { mchRefundNo: "R1", refundAmount: 1_000 } });
  });
});

describe("a question", () => {
  it("is answered with every documented field, by either number, theirs first", async () => {
    await open();
    await control.plan({ default: { scenario: "refund_at_once" } });
    const { data } = await refund({ extParam: "mine" });

    const answer = await query({ refundOrderId: data?.refundOrderId, mchRefundNo: "another" });

    expect(Object.keys(answer.data ?? {})).toEqual([
      "appId",
      "channelOrderNo",
      "createdAt",
      "currency",
      "extParam",
      "mchNo",
      "mchRefundNo",
      "payAmount",
      "payOrderId",
      "refundAmount",
      "refundOrderId",
      "state",
      "successTime",
    ]);
    expect(answer.data).toMatchObject({ mchNo, appId, payOrderId: "P1", currency: "HKD", extParam: "mine", state: 2 });
    expect(await query()).toEqual(answer);
  });

  it("does not know the refunds of another merchant", async () => {
    await open();
    await control.putMerchant("M9", { apps: [{ appId: "app-9", appSecret }] });
    const { data } = await refund();
    const foreign = { mchNo: "M9", appId: "app-9" };
    expect(await query({ ...foreign, mchRefundNo: "R1" })).toMatchObject({ code: 9999 });
    expect(await query({ ...foreign, refundOrderId: data?.refundOrderId })).toMatchObject({ code: 9999 });
  });
});

describe("notifications", () => {
  it("come six times in all, with the same time and sign each time, until the answer is success", async () => {
    const merchant = await merchantAnswering("success\n", "ok", "SUCCESS", "never asked");
    await open({ timeScale: 0.000_1 });
    await refund({ notifyUrl: merchant.url });

    await expect.poll(() => merchant.received.length).toBe(3);
    await expect
      .poll(async () => (await known())[0]?.notifications.map(({ acknowledged }) => acknowledged))
      .toEqual([false, false, true]);
    expect(new Set(merchant.received.map(({ body }) => body)).size).toBe(1);
    merchant.close();
  });

  it("are given up after the sixth", async () => {
    const merchant = await merchantAnswering("fail");
    await open({ timeScale: 0.000_1 });
    await refund({ notifyUrl: merchant.url });

    await expect.poll(async () => (await known())[0]?.notifications.length).toBe(6);
    merchant.close();
  });

  it.each([
    ["form", "application/x-www-form-urlencoded"],
    ["query", "text/plain;charset=UTF-8"],
    ["json", "application/json"],
  ] as const)("carry the fields of a question, their time and a sign as text: %s", async (notificationForm, type) => {
    const merchant = await merchantAnswering("success");
    await open({ notificationForm });
    await refund({ notifyUrl: merchant.url });
    await expect.poll(() => merchant.received.length).toBe(1);

    const [{ body = "", path = "", type: received } = {}] = merchant.received;
    const search = notificationForm === "query" ? path.slice(path.indexOf("?") + 1) : body;
    const said = notificationForm === "json" ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(search));
    const { sign, reqTime, ...facts } = said;

    expect(received).toBe(type);
    if (notificationForm === "query") expect(body).toBe("");
    expect(sign).toBe(easylinkSign(said, appSecret));
    expect(reqTime).toMatch(/^\d{13}$/);
    const asked = (await query()).data ?? {};
    expect(facts).toEqual(Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)])));
    merchant.close();
  });

  it("do not come without an address, and can be sent by hand, true, changed or forged, any number of times", async () => {
    const merchant = await merchantAnswering("success");
    await open();
    await refund();
    await expect.poll(() => stateOf()).toBe(2);
    await expect(control.notify({ mchRefundNo: "R1" })).rejects.toThrow("without a notifyUrl");

    await refund({ mchRefundNo: "R2", notifyUrl: merchant.url });
    await expect.poll(() => merchant.received.length).toBe(1);
    await control.notify({ mchRefundNo: "R2", fields: { refundAmount: 1 } });
    await control.notify({ mchRefundNo: "R2", kind: "forged", times: 3 });

    const genuine = merchant.received.map(({ body }) => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      return fields.sign === easylinkSign(fields, appSecret);
    });
    expect(genuine).toEqual([true, true, false, false, false]);
    expect(await movesOf("R2")).toBe(1);
    merchant.close();
  });
});

describe("strict ears", () => {
  it.each<[string, Record<string, unknown>]>([
    ["a field that nobody knows", { extraParam: "x" }],
    ["a reason that is too long", { refundReason: "x".repeat(65) }],
    ["an object for channelExtra", { channelExtra: { a: 1 } }],
    ["a time in seconds", { reqTime: 1714521600 }],
    ["another version", { version: "2.0" }],
    ["another kind of sign", { signType: "SHA" }],
    ["a wrong sign", { sign: "0".repeat(32) }],
    ["a sign in small letters", { sign: "0123456789abcdef0123456789abcdef" }],
  ])("notes %s", async (_name, change) => {
    await open();
    await refund(change);
    expect(await control.violations()).not.toEqual([]);
  });

  it("notes nothing about a request as documented, and a number that is sent again", async () => {
    await open();
    await control.plan({ queue: [{ scenario: "drop_before" }] });
    await expect(refund()).rejects.toThrow();
    expect(await control.violations()).toEqual([]);

    await refund();

    expect(await control.violations()).toMatchObject([{ what: "mchRefundNo was sent before", mchRefundNo: "R1" }]);
  });

  it.each([
    ["another path", "/api/refund", "application/json"],
    ["another content type", "/api/refund/refundOrder", "text/plain"],
    ["no JSON", "/api/refund/refundOrder", "application/json"],
  ])("notes %s", async (_name, path, type) => {
    await fetch(control.baseUrl + path, { method: "POST", headers: { "content-type": type }, body: "x=1" });
    expect(await control.violations()).not.toEqual([]);
  });
});

describe("open points are settings", () => {
  it("whether one refund in progress shuts out the next, and whether a known number is paid again", async () => {
    await open({ oneInFlight: false, knownNumber: "pay_again" });
    await control.plan({ default: { scenario: "accept", settleAfterMs: 0 } });
    await refund();
    await refund();
    await expect.poll(() => movesOf()).toBe(2);
  });

  it("the words, in English for instance", async () => {
    await open({ texts: { badSign: "Signature failed", numberExists: "Refund X exists" } });
    expect(await refund({ sign: "0".repeat(32) })).toEqual({ code: 9999, msg: "Signature failed" });
    await control.plan({ default: { scenario: "refund_at_once" } });
    await refund();
    expect(await refund()).toEqual({ code: 9999, msg: "Refund R1 exists" });
  });

  it("E20 how far the clocks may be apart", async () => {
    await open({ largestSkewMs: 300_000 });
    expect(await refund({ reqTime: Date.now() - 400_000 })).toMatchObject({ code: 9999, msg: "请求时间戳已过期" });
    expect(await refund()).toMatchObject({ code: 0 });
  });

  it("the state of what waits", async () => {
    await open({ waitingState: 0 });
    await control.plan({ default: { scenario: "accept_and_wait" } });
    expect(await refund()).toMatchObject({ code: 0, data: { state: 0 } });
  });
});

it("a refund in the gateway's own portal takes from the balance", async () => {
  await open();
  await control.portalRefund({ mchNo, payOrderId: "P1", amount: 9_500 });
  expect(await refundedOf("P1")).toBe(9_500);
  expect(await refund()).toMatchObject({ msg: "申请金额超出订单可退款余额，请检查退款金额" });
});

it("shows people its truth, and trusts no text in it", async () => {
  await open();
  await refund({ mchRefundNo: "<script>alert(1)</script>" });

  const page = await (await fetch(`${control.baseUrl}/`)).text();

  expect(page).toContain("accepted");
  expect(page).not.toContain("<script>alert");
});

describe("a kill loses nothing", () => {
  it("a new emulator knows all that the old one knew, and goes on with it", async () => {
    await open({ oneInFlight: false });
    await control.plan({
      queue: [
        { scenario: "accept", settleAfterMs: 30 },
        { scenario: "late", takeAfterMs: 30, settleAfterMs: 0 },
        { scenario: "refuse", text: "验签失败" },
      ],
      default: { scenario: "refuse", text: "系统异常" },
    });
    await refund({ mchRefundNo: "R1" });
    await expect(refund({ mchRefundNo: "R2" })).rejects.toThrow();
    const before = await control.truth();

    await server.close();
    appendFileSync(join(folder, "easylink.jsonl"), '{"type":"taken","refund":{"mchR');
    await start();

    expect((await control.truth()).submissions).toEqual(before.submissions);
    expect(await refund({ mchRefundNo: "R3" })).toMatchObject({ msg: "验签失败" });
    expect(await refund({ mchRefundNo: "R4" })).toMatchObject({ msg: "系统异常" });
    await expect.poll(async () => [await movesOf("R1"), await movesOf("R2")]).toEqual([1, 1]);
    expect(await refundedOf("P1")).toBe(2_000);
  });

  it("a notification that was not acknowledged goes on after it, as it was", async () => {
    const merchant = await merchantAnswering("fail", "success");
    await open({ timeScale: 0.01 });
    await refund({ notifyUrl: merchant.url });
    await expect.poll(async () => (await known())[0]?.notifications.length).toBe(1);

    await server.close();
    await start();

    await expect.poll(() => merchant.received.length).toBe(2);
    expect(merchant.received[1]?.body).toBe(merchant.received[0]?.body);
    merchant.close();
  });

  it("a payment that is named again keeps what was refunded of it", async () => {
    await open();
    await refund();
    await expect.poll(() => refundedOf("P1")).toBe(1_000);

    await open();

    expect(await refundedOf("P1")).toBe(1_000);
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
