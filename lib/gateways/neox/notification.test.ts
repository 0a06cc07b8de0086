import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawNotification } from "../connector.ts";
import { looksCutAnew } from "../cut-anew.ts";
import { acknowledge, readNotification } from "./notification.ts";
import { hashedFields, type NeoxFields, secureHash } from "./signature.ts";
import { exampleCall } from "./test-call.ts";
import { EXAMPLE_SECRET, VECTORS } from "./vectors.ts";

const { call } = exampleCall();
const documented = VECTORS.find(({ message }) => message === "REFUND_NOTIFICATION");
if (!documented) throw new Error("The manual's notification is missing.");

const ours = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";
const genuine: NeoxFields = { ...documented.fields, neo_RequestID: ours };

function raw(body: string | Buffer): RawNotification {
  return { headers: {}, query: "", body: Buffer.from(body) };
}

function signed(
  fields: NeoxFields,
  secret = EXAMPLE_SECRET,
  message: "REFUND_NOTIFICATION" | "PAY_NOTIFICATION" = "REFUND_NOTIFICATION",
) {
  return { ...fields, neo_SecureHash: secureHash(message, fields, secret, "upper") };
}

const read = (fields: unknown) => readNotification(call, raw(JSON.stringify(fields)));
const form = (fields: NeoxFields) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
const vnd = (minor: bigint) => ({ minor, currency: "VND" });

describe("a notification of a refund", () => {
  const meaning = {
    kind: "refund_result",
    reference: "a68de39f-ea76-43fb-848f-b605b4aaf44e",
    result: "succeeded",
    amount: vnd(10_000n),
    gatewayPaymentRef: "1439211",
    gatewayRef: "XBSKM1OELUDU",
    fee: vnd(3_300n),
    fault: null,
    mismatch: null,
  };

  it("of the manual is verified and understood, as JSON and as a form", () => {
    const fields = { ...documented.fields, neo_SecureHash: documented.hash };

    expect(read(fields)).toEqual({ verdict: "verified", meaning });
    expect(readNotification(call, raw(form(fields)))).toEqual({ verdict: "verified", meaning });
  });

  it.each([1, 9, 18, 19, 30, 33, 43, 51, 99, -1, 777])("with code %i says failed, in the gateway's words", (code) => {
    const fields = signed({ ...genuine, neo_ResponseCode: code, neo_ResponseMsg: "Account closed" });
    const fault = { code: String(code), text: "Account closed" };

    expect(read(fields)).toMatchObject({ verdict: "verified", meaning: { result: "failed", fault } });
    expect(readNotification(call, raw(form(fields)))).toMatchObject({
      verdict: "verified",
      meaning: { result: "failed", fault },
    });
  });

  it("may carry fields that nobody documented, signed or not", () => {
    expect(read(signed({ ...genuine, neo_New: "x" }))).toMatchObject({ verdict: "verified" });
    expect(read({ ...signed(genuine), trace: ["x"] })).toMatchObject({ verdict: "verified" });
  });

  it.each(Object.keys(genuine))("without %s settles nothing", (name) => {
    const { [name]: _, ...rest } = genuine;
    expect(read(signed(rest))).not.toMatchObject({ meaning: { kind: "refund_result" } });
  });

  it.each([
    ["neo_Amount", "1e4"],
    ["neo_Amount", "010000"],
    ["neo_Amount", 0],
    ["neo_Amount", -10_000],
    ["neo_Amount", 10_000.5],
    ["neo_Amount", true],
    ["neo_Fee", -1],
    ["neo_Fee", null],
    ["neo_ResponseCode", "00"],
    ["neo_ResponseCode", ""],
    ["neo_ResponseCode", false],
    ["neo_ResponseCode", null],
    ["neo_Version", "2"],
    ["neo_Version", 1],
    ["neo_RequestID", ""],
    ["neo_PaymentID", "1439211 "],
    ["neo_ResponseMsg", null],
  ])("with %s = %j, though signed, settles nothing and names the field", (name, value) => {
    expect(read(signed({ ...genuine, [name]: value }))).toEqual({
      verdict: "verified",
      meaning: { kind: "other", about: `REFUND with unexpected ${name}` },
    });
  });

  it("G08 of another merchant is signed, but says which field differs", () => {
    expect(read(signed({ ...genuine, neo_MerchantCode: "OTHER1" }))).toMatchObject({
      verdict: "verified",
      meaning: { mismatch: "neo_MerchantCode" },
    });
  });

  it("the same address hears of things that nobody documented: verified, and about something else", () => {
    expect(read(signed({ neo_Command: "=cmd|", neo_X: 1 }))).toMatchObject({
      meaning: { kind: "other", about: "unknown" },
    });
  });
});

describe("a notification of a payment", () => {
  const pay: NeoxFields = {
    neo_Command: "PAY",
    neo_MerchantCode: "UFLIYL",
    neo_Currency: "VND",
    neo_Locale: "vi",
    neo_Version: "1",
    neo_Amount: 10_000,
    neo_MerchantTxnID: "P1",
    neo_OrderID: "DH1",
    neo_OrderInfo: "Thanh toán DH1",
    neo_TransactionID: "240830080146NDTISR",
    neo_ResponseCode: 0,
    neo_ResponseMsg: "Success",
  };
  const signedPay = (fields: NeoxFields) => signed(fields, EXAMPLE_SECRET, "PAY_NOTIFICATION");
  const wayBack = (fields: NeoxFields) =>
    readNotification(call, { headers: {}, query: form(fields), body: Buffer.alloc(0) });
  const meaning = {
    kind: "payment_result",
    merchantTransactionId: "P1",
    result: "succeeded",
    amount: vnd(10_000n),
    gatewayTransactionRef: "240830080146NDTISR",
    fault: null,
    mismatch: null,
  };

  it("is verified without its partial amount and its extra data, as JSON, as a form and as the payer's way back", () => {
    const unsigned = { ...signedPay(pay), neo_TransAmount: 5, neo_ExtData: { a: [1] } };

    expect(read(unsigned)).toEqual({ verdict: "verified", meaning });
    expect(readNotification(call, raw(form(signedPay(pay))))).toEqual({ verdict: "verified", meaning });
    expect(wayBack(signedPay(pay))).toEqual({ verdict: "verified", meaning });
  });

  it.each([
    [9, "processing"],
    [99, "processing"],
    [18, "failed"],
    [-1, "failed"],
  ])("with code %i says %s", (code, result) => {
    expect(read(signedPay({ ...pay, neo_ResponseCode: code }))).toMatchObject({ meaning: { result } });
  });

  it("of a payer who turned back may have no transaction", () => {
    expect(wayBack(signedPay({ ...pay, neo_TransactionID: "", neo_ResponseCode: 18 }))).toMatchObject({
      meaning: { result: "failed", gatewayTransactionRef: null, fault: { code: "18" } },
    });
  });

  it("with a wrong hash, or a changed field, is a bad signature on both ways", () => {
    for (const change of [
      { neo_Amount: 1 },
      { neo_ResponseCode: 1 },
      { neo_MerchantTxnID: "P2" },
      { neo_SecureHash: "" },
    ]) {
      const forged = { ...signedPay(pay), ...change };
      expect([read(forged), wayBack(forged)]).toEqual([{ verdict: "bad_signature" }, { verdict: "bad_signature" }]);
    }
  });

  it.each(["neo_Amount", "neo_Currency", "neo_MerchantTxnID", "neo_ResponseCode"])(
    "without %s tells nothing",
    (name) => {
      const { [name]: _, ...rest } = pay;
      expect(read(signedPay(rest))).toEqual({
        verdict: "verified",
        meaning: { kind: "other", about: `PAY with unexpected ${name}` },
      });
    },
  );

  it("G08 of another merchant says which field differs", () => {
    expect(read(signedPay({ ...pay, neo_MerchantCode: "OTHER1" }))).toMatchObject({
      meaning: { mismatch: "neo_MerchantCode" },
    });
  });

  it("a refund's result never comes by way of the payer", () => {
    const { query } = { query: form(signed(genuine)) };
    expect(readNotification(call, { headers: {}, query, body: Buffer.alloc(0) })).toEqual({ verdict: "unreadable" });
  });
});

describe("G12 the acknowledgement, byte for byte", () => {
  it("says received only when it is stored", () => {
    expect(acknowledge("stored")).toEqual({
      status: 200,
      contentType: "application/json",
      body: '{"respcode":0,"respmsg":"received"}',
    });
    expect(acknowledge("not_stored")).toMatchObject({ status: 503, body: expect.stringContaining('"respcode":1') });
  });
});

describe("G13 bodies that no gateway sends", () => {
  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["text", "hello world"],
    ["bytes", Buffer.from([0, 1, 2, 255])],
    ["a list", JSON.stringify([signed(genuine)])],
    ["a name twice, as JSON", JSON.stringify(signed(genuine)).replace("{", '{"neo_ResponseCode":1,')],
    ["a name twice, as a form", `neo_ResponseCode=1&${form(signed(genuine))}`],
    ["__proto__ as JSON", JSON.stringify(signed(genuine)).replace("{", '{"__proto__":{"x":1},')],
    ["__proto__ as a form", `__proto__=1&${form(signed(genuine))}`],
    ["a list as a value", JSON.stringify(signed({ ...genuine, neo_ResponseMsg: ["Success"] }))],
    ["an object as a value", JSON.stringify(signed({ ...genuine, neo_ResponseMsg: {} }))],
    ["a deep bomb", "[".repeat(50_000)],
    ["a deep bomb in an object", `{"a":${"[".repeat(50_000)}`],
  ])("%s is unreadable", (_name, body) => {
    expect(readNotification(call, raw(body))).toEqual({ verdict: "unreadable" });
  });
});

describe("G05 forgeries", () => {
  const hash = String(signed(genuine).neo_SecureHash);

  it.each<[string, NeoxFields]>([
    ["no signature", genuine],
    ["an empty one", { ...genuine, neo_SecureHash: "" }],
    ["null", { ...genuine, neo_SecureHash: null }],
    ["a list", { ...genuine, neo_SecureHash: [hash] }],
    ["the hash of nothing", { ...genuine, neo_SecureHash: secureHash("REFUND_NOTIFICATION", {}, "", "upper") }],
    [
      "the hash of the secret alone",
      { ...genuine, neo_SecureHash: secureHash("REFUND_NOTIFICATION", {}, EXAMPLE_SECRET, "upper") },
    ],
    [
      "a hash over other fields",
      { ...genuine, neo_SecureHash: secureHash("REFUND", genuine, EXAMPLE_SECRET, "upper") },
    ],
    ["another merchant's key", signed(genuine, "7EDB9708213543968555AD010C42C16C")],
    ["a hash under another name", { ...genuine, "neo_SecureHash[]": hash }],
  ])("%s is a bad signature", (_name, fields) => {
    expect(read(fields)).toEqual({ verdict: "bad_signature" });
  });

  it("the array spelling of a form is a missing signature", () => {
    const body = form(signed(genuine)).replace("neo_SecureHash=", "neo_SecureHash%5B%5D=");
    expect(readNotification(call, raw(body))).toEqual({ verdict: "bad_signature" });
  });

  it("the letter case of a genuine hash does not matter", () => {
    expect(read({ ...genuine, neo_SecureHash: hash.toLowerCase() })).toMatchObject({ verdict: "verified" });
  });

  it("10,000 messages with any field changed, added or taken away after signing are never verified", () => {
    const names = Object.keys(genuine);
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.array(fc.string()),
    );
    const forgery = fc.tuple(fc.constantFrom(...names, "neo_New"), value);
    const text = (some: unknown) => (some === null || some === undefined ? "" : String(some));
    fc.assert(
      fc.property(forgery, ([name, changed]) => {
        fc.pre(text(changed) !== text(genuine[name]));
        const before = signed(genuine);
        expect(read({ ...before, [name]: changed }).verdict).not.toBe("verified");
      }),
      { numRuns: 10_000 },
    );
  });

  it("random hashes and random bodies are never verified and never throw", () => {
    const hex = fc.stringMatching(/^[0-9a-fA-F]{60,66}$/);
    fc.assert(
      fc.property(hex, (neo_SecureHash) => read({ ...genuine, neo_SecureHash }).verdict !== "verified"),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => readNotification(call, raw(Buffer.from(bytes))).verdict !== "verified"),
    );
  });
});

describe("G06 messages cut anew: the signature still holds", () => {
  const payment = String(genuine.neo_PaymentID);
  const successes = genuine;
  const failures = { ...genuine, neo_ResponseCode: 30, neo_ResponseMsg: "0 account is closed" };

  it.each([
    ["a success", successes],
    ["a failure", failures],
  ])("no boundary of %s can be moved so that it says something else about our refund", (_name, message) => {
    const verified = recuts(message).map((fields) => ({
      fields,
      reading: read({ ...fields, neo_SecureHash: signed(message).neo_SecureHash }),
    }));
    const truth = message === successes ? "succeeded" : "failed";

    for (const { reading } of verified) {
      if (reading.verdict !== "verified" || reading.meaning.kind !== "refund_result") continue;
      const { reference, mismatch, gatewayPaymentRef, amount, result } = reading.meaning;
      if (reference !== ours) continue;
      expect(mismatch).toBeNull();
      expect(amount).toEqual(vnd(10_000n));
      if (gatewayPaymentRef === payment) expect(result).toBe(truth);
      else expect(looksCutAnew(payment, String(gatewayPaymentRef))).toBe(true);
    }
    expect(verified.length).toBeGreaterThan(150);
  });

  it("a fee that takes digits from the merchant, or gives them, is a forgery", () => {
    const cut = { ...genuine, neo_Fee: 330, neo_MerchantCode: "0UFLIYL" };
    expect(read({ ...cut, neo_SecureHash: signed(genuine).neo_SecureHash })).toEqual({ verdict: "bad_signature" });
  });

  it("so is a merchant that takes letters from the order, or gives them", () => {
    const longer = { ...genuine, neo_MerchantCode: "UFLIYLD", neo_OrderID: "H7255715767" };
    const shorter = { ...genuine, neo_MerchantCode: "UFLIY", neo_OrderID: "LDH7255715767" };
    for (const cut of [longer, shorter]) {
      expect(read({ ...cut, neo_SecureHash: signed(genuine).neo_SecureHash })).toEqual({ verdict: "bad_signature" });
    }
  });
});

/** The message with one or two of its boundaries moved: every verdict of these is a verdict over the same hash. */
function recuts(message: NeoxFields): NeoxFields[] {
  const once = movedOnce(message);
  return [...once, ...once.slice(0, 40).flatMap(movedOnce)];
}

function movedOnce(message: NeoxFields): NeoxFields[] {
  const entries = hashedFields("REFUND_NOTIFICATION", message).map(([name, value]) => [name, String(value)] as const);
  return entries.slice(0, -1).flatMap(([left, a], index) => {
    const [right = "", b = ""] = entries[index + 1] ?? [];
    const joined = a + b;
    return Array.from({ length: joined.length + 1 }, (_, cut) => cut)
      .filter((cut) => cut !== a.length)
      .map((cut) => ({ ...Object.fromEntries(entries), [left]: joined.slice(0, cut), [right]: joined.slice(cut) }));
  });
}
