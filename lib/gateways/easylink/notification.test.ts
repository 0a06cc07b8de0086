import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawNotification } from "../connector.ts";
import { acknowledge, readNotification } from "./notification.ts";
import { type EasylinkFields, sign } from "./signature.ts";
import { exampleCall } from "./test-call.ts";
import { NOTIFICATION_BODY, OWN_SECRET, VECTORS } from "./vectors.ts";

const { call } = exampleCall();
const ours = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";
const genuine: EasylinkFields = { ...VECTORS.notification.fields, mchRefundNo: ours, extParam: ours };

const raw = (body: string | Buffer, query = ""): RawNotification => ({ headers: {}, query, body: Buffer.from(body) });
const form = (fields: EasylinkFields) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
const signed = (fields: EasylinkFields, secret = OWN_SECRET) => ({ ...fields, sign: sign(fields, secret) });
const read = (fields: EasylinkFields) => readNotification(call, raw(form(fields)));

describe("a notification of a refund", () => {
  const meaning = {
    kind: "refund_result",
    reference: "RF20240501-0001",
    result: "succeeded",
    amount: { minor: 1_250n, currency: "HKD" },
    gatewayPaymentRef: "P202106181104177050002",
    gatewayRef: "R202405010000000001",
    fee: null,
    fault: null,
    endedAt: new Date(1714521605000),
    mismatch: null,
  };
  const json = JSON.stringify(Object.fromEntries(new URLSearchParams(NOTIFICATION_BODY)));

  it.each<[string, RawNotification]>([
    ["as a form", raw(NOTIFICATION_BODY)],
    ["in the address, with an empty body", raw("", NOTIFICATION_BODY)],
    ["as JSON", raw(json)],
    [
      "half and half",
      raw(
        NOTIFICATION_BODY.slice(NOTIFICATION_BODY.indexOf("currency")),
        NOTIFICATION_BODY.slice(0, NOTIFICATION_BODY.indexOf("&currency")),
      ),
    ],
  ])("of our vector is verified and understood %s", (_name, message) => {
    expect(readNotification(call, message)).toEqual({ verdict: "verified", meaning });
  });

  it("F05 with state 3 says failed, in the channel's words", () => {
    const failed = signed({ ...genuine, state: "3", errCode: "ACQ.X", errMsg: "余额不足 & more=less" });
    expect(read(failed)).toMatchObject({
      verdict: "verified",
      meaning: { reference: ours, result: "failed", fault: { code: "ACQ.X", text: "余额不足 & more=less" } },
    });
  });

  it.each(["0", "1"])("F04 with state %s says it is in progress", (state) => {
    expect(read(signed({ ...genuine, state }))).toMatchObject({ meaning: { result: "processing" } });
  });

  it("F06 with state 4 settles nothing", () => {
    expect(read(signed({ ...genuine, state: "4" }))).toEqual({
      verdict: "verified",
      meaning: { kind: "other", about: "a refund that easylink closed" },
    });
  });

  it("F20 takes numbers or text, seconds or milliseconds, and either spelling of the merchant's text", () => {
    const { extParam, ...rest } = genuine;
    const other = { ...rest, state: 2, refundAmount: 1250, reqTime: 1714521605, extraParam: extParam };
    const message = raw(JSON.stringify(signed(other)));
    expect(readNotification(call, message)).toMatchObject({ verdict: "verified", meaning: { mismatch: null } });
  });

  it("may carry fields that nobody documented, under the sign", () => {
    expect(read(signed({ ...genuine, newField: "x" }))).toMatchObject({ meaning: { kind: "refund_result" } });
    expect(read({ ...signed(genuine), newField: "x" })).toEqual({ verdict: "bad_signature" });
  });

  it.each([
    "refundOrderId",
    "payOrderId",
    "mchNo",
    "appId",
    "mchRefundNo",
    "refundAmount",
    "currency",
    "state",
    "reqTime",
  ])("signed, but without %s, settles nothing and names it", (name) => {
    const { [name]: _, ...rest } = genuine;
    expect(read(signed(rest))).toEqual({
      verdict: "verified",
      meaning: { kind: "other", about: `a refund with unexpected ${name}` },
    });
  });

  it.each([
    ["refundAmount", "12.50"],
    ["refundAmount", "01250"],
    ["refundAmount", "0"],
    ["refundAmount", "-1250"],
    ["refundAmount", "1e3"],
    ["state", "5"],
    ["state", "02"],
    ["state", "success"],
    ["currency", "HK"],
    ["currency", "344"],
    ["mchRefundNo", "R1 "],
    ["payOrderId", "P1&x=2"],
  ])("with %s = %j, though signed, settles nothing and names the field", (name, value) => {
    expect(read(signed({ ...genuine, [name]: value }))).toMatchObject({
      meaning: { kind: "other", about: `a refund with unexpected ${name}` },
    });
  });

  it.each([
    ["mchNo", "M0000000001"],
    ["appId", "60cc09bce4b0f1c0b83761c0"],
    ["extParam", "somebody else's"],
  ])("G08 with another %s is signed, but says which field differs", (name, value) => {
    expect(read(signed({ ...genuine, [name]: value }))).toMatchObject({ meaning: { mismatch: name } });
  });

  it("G08 what we hold against the refund's row is read as it came", () => {
    const other = { refundAmount: "1251", currency: "usd", payOrderId: "P1", mchRefundNo: "R2", extParam: "" };
    expect(read(signed({ ...genuine, ...other }))).toMatchObject({
      meaning: { reference: "R2", amount: { minor: 1_251n, currency: "USD" }, gatewayPaymentRef: "P1", mismatch: null },
    });
  });

  it("G01 reads the same a thousand times", () => {
    const message = raw(form(signed(genuine)));
    const first = readNotification(call, message);
    expect(Array.from({ length: 1_000 }, () => readNotification(call, message))).toEqual(Array(1_000).fill(first));
  });
});

describe("G12 the acknowledgement, byte for byte", () => {
  it("is seven bytes, and only when it is stored", () => {
    expect(acknowledge("stored")).toEqual({ status: 200, contentType: "text/plain", body: "success" });
    expect(Buffer.from(acknowledge("stored").body).toString("hex")).toBe("73756363657373");
    expect(acknowledge("not_stored")).toMatchObject({ status: 503, body: expect.not.stringMatching(/success/i) });
  });
});

describe("G13 messages that no gateway sends", () => {
  const good = form(signed(genuine));

  it.each<[string, RawNotification]>([
    ["nothing", raw("")],
    ["text", raw("hello world")],
    ["bytes", raw(Buffer.from([0, 1, 2, 255]))],
    ["a list", raw(JSON.stringify([signed(genuine)]))],
    ["a name twice in the form", raw(`state=3&${good}`)],
    ["a name twice as JSON", raw(JSON.stringify(signed(genuine)).replace("{", '{"state":"3",'))],
    ["a name in the form and in the address", raw(good, "state=3")],
    ["all of it twice, in the form and in the address", raw(good, good)],
    ["a name in JSON and in the address", raw(JSON.stringify(signed(genuine)), "sign=x")],
    ["__proto__ as JSON", raw(JSON.stringify(signed(genuine)).replace("{", '{"__proto__":{"x":1},'))],
    ["__proto__ in the form", raw(`__proto__=1&${good}`)],
    ["a list as a value", raw(JSON.stringify({ ...signed(genuine), extParam: ["x"] }))],
    ["an object as a value", raw(JSON.stringify({ ...signed(genuine), extParam: {} }))],
    ["a name that forges a border", raw(`${good}&a%3D1%26b=2`)],
    ["bytes that are no form", raw(Buffer.concat([Buffer.from(good), Buffer.from([0xff])]))],
    ["a deep bomb", raw("[".repeat(50_000))],
    ["a deep bomb in an object", raw(`{"a":${"[".repeat(50_000)}`)],
  ])("%s is unreadable", (_name, message) => {
    expect(readNotification(call, message)).toEqual({ verdict: "unreadable" });
  });
});

describe("G05 forgeries", () => {
  const genuineSign = sign(genuine, OWN_SECRET);

  it.each<[string, EasylinkFields]>([
    ["no sign", genuine],
    ["an empty one", { ...genuine, sign: "" }],
    ["the sign of nothing", { ...genuine, sign: sign({}, "") }],
    ["the sign of the secret alone", { ...genuine, sign: sign({}, OWN_SECRET) }],
    ["the sign in lower case", { ...genuine, sign: genuineSign.toLowerCase() }],
    ["a sign over other fields", { ...genuine, sign: sign({ mchNo: genuine.mchNo }, OWN_SECRET) }],
    ["the secret of another app", signed(genuine, "AnotherAppSecret0123456789012345")],
    ["a sign in a list", { ...genuine, "sign[]": genuineSign }],
    ["a sign with a blank", { ...genuine, sign: `${genuineSign} ` }],
  ])("%s is a bad signature", (_name, fields) => {
    expect(read(fields)).toEqual({ verdict: "bad_signature" });
  });

  it("the manual's printed example, which has neither sign nor time, is a bad signature", () => {
    expect(read(VECTORS.queryAnswer.fields)).toEqual({ verdict: "bad_signature" });
  });

  it("the signed data of an answer is no notification", () => {
    const { reqTime: _, ...answer } = genuine;
    expect(read(signed(answer))).not.toMatchObject({ meaning: { kind: "refund_result" } });
  });

  it("10,000 messages with any field changed, added or taken away after signing are never verified", () => {
    const before = signed(genuine);
    const forgery = fc.tuple(fc.constantFrom(...Object.keys(genuine), "newField"), fc.string());
    fc.assert(
      fc.property(forgery, ([name, changed]) => {
        fc.pre(changed !== (genuine[name] ?? ""));
        expect(read({ ...before, [name]: changed }).verdict).not.toBe("verified");
      }),
      { numRuns: 10_000 },
    );
  });

  it("random signs and random bodies are never verified and never throw", () => {
    const hex = fc.stringMatching(/^[0-9A-F]{30,34}$/);
    fc.assert(
      fc.property(hex, (random) => read({ ...genuine, sign: random }).verdict !== "verified"),
      {
        numRuns: 2_000,
      },
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, query) => {
        return readNotification(call, raw(Buffer.from(bytes), query)).verdict !== "verified";
      }),
    );
  });
});

describe("messages cut anew: the sign still holds, because nothing tells a border from a value", () => {
  const message = signed({ ...genuine, state: "3", errCode: "E1", errMsg: "no" });
  const pairs = Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1));

  it("fields that are drawn into the value before them never say something else about our refund", () => {
    const { sign: ownSign, ...fields } = message;
    const names = Object.keys(fields).sort();
    const cuts = names.slice(1).map((absorbed, index) => {
      const holder = names[index] ?? "";
      const { [absorbed]: value, ...rest } = fields as Record<string, unknown>;
      return { ...rest, [holder]: `${rest[holder]}&${absorbed}=${value}`, sign: ownSign };
    });

    const readings = cuts.map((fields) => read(fields));

    expect(pairs.length).toBeGreaterThan(10);
    expect(readings.filter(({ verdict }) => verdict === "verified").length).toBeGreaterThan(10);
    for (const reading of readings) {
      if (reading.verdict !== "verified" || reading.meaning.kind !== "refund_result") continue;
      const { reference, result, amount, mismatch } = reading.meaning;
      expect({ reference, result, amount: amount.minor, mismatch }).toEqual({
        reference: ours,
        result: "failed",
        amount: 1_250n,
        mismatch: null,
      });
    }
  });
});
