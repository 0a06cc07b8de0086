import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawNotification } from "../connector.ts";
import { acknowledge, readNotification } from "./notification.ts";
import { exampleCall, type Sealing, sealed, signed } from "./test-call.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY, VECTORS } from "./vectors.ts";

const { call } = exampleCall();
const reference = "R01JD5M8F3T9QZ7X0V2C4B6N8K1F";
const genuine = {
  merchantId: "890000593",
  orderRequestId: "20240501-890000593-12345",
  requestId: reference,
  refundId: "816290053119947",
  bankNumber: "245678",
  refundStatus: "SUCCESS",
  amount: "12.50",
  currency: "USD",
  refundSubmissionTime: "2024-05-01 10:20:30",
  refundCompleteTime: "2024-05-01 10:21:30",
  remark: "Customer return",
};
const meaning = {
  kind: "refund_result",
  reference,
  result: "succeeded",
  amount: { minor: 1_250n, currency: "USD" },
  gatewayPaymentRef: "20240501-890000593-12345",
  gatewayRef: "816290053119947",
  fee: null,
  fault: null,
  endedAt: new Date("2024-05-01T02:21:30Z"),
  mismatch: null,
};

function raw(fields: object | string, sealing: Sealing = {}): RawNotification {
  const { headers, body } = sealed(fields as Record<string, unknown>, {
    ...sealing,
    headers: { merchantid: "890000593", requestid: reference, ...sealing.headers },
  });
  return { headers, query: "", body };
}
const read = (fields: object | string, sealing?: Sealing) => readNotification(call, raw(fields, sealing));
const says = (change: object) => read(signed({ ...genuine, ...change }));

describe("a notification of a refund", () => {
  it("is opened, verified and understood, with the body as JSON or as the bare base64", () => {
    const message = raw(signed(genuine));
    const bare = { ...message, body: Buffer.from(JSON.parse(message.body.toString()).data) };

    expect(readNotification(call, message)).toEqual({ verdict: "verified", meaning });
    expect(readNotification(call, bare)).toEqual({ verdict: "verified", meaning });
  });

  it("G01 reads the same every time it comes", () => {
    const message = raw(signed(genuine));
    const readings = Array.from({ length: 100 }, () => JSON.stringify(readNotification(call, message), textOfBigint));
    expect(new Set(readings).size).toBe(1);
  });

  it.each([
    ["SUCCESS", "succeeded"],
    ["FAILED", "failed"],
    ["INIT", "processing"],
    ["PROCESSING", "processing"],
  ])("refundStatus %s means %s", (refundStatus, result) => {
    const fault = result === "failed" ? { code: "FAILED", refusesRequest: false } : null;
    expect(says({ refundStatus })).toMatchObject({ meaning: { result, fault } });
  });

  it("needs no header but the key's", () => {
    const { headers, body } = sealed(signed(genuine));
    expect(readNotification(call, { headers, query: "", body })).toMatchObject({ verdict: "verified" });
  });

  it.each(["merchantId", "orderRequestId", "requestId", "refundId", "refundStatus", "amount", "currency"])(
    "without %s, though signed, settles nothing and names the field",
    (name) => {
      const { [name as "amount"]: _, ...rest } = genuine;
      expect(readNotification(call, raw(signed(rest), { headers: { merchantid: "", requestid: "" } }))).toEqual({
        verdict: "verified",
        meaning: { kind: "other", about: `a refund with unexpected ${name}` },
      });
    },
  );

  it.each([
    ["refundStatus", "success"],
    ["refundStatus", "REFUNDED"],
    ["amount", "1e1"],
    ["amount", "0.00"],
    ["amount", "-1.00"],
    ["amount", "12.505"],
    ["amount", "１２.50"],
    ["currency", "usd"],
    ["currency", "XXZ"],
    ["refundId", " "],
    ["orderRequestId", "20240501-890000593-12345 "],
    ["remark", { a: "1" }],
  ])("with %s = %j, though signed, never says more than it may", (name, value) => {
    const reading = says({ [name]: value });
    expect(reading.verdict).toBe("verified");
    if (name !== "remark") expect(reading).toMatchObject({ meaning: { kind: "other" } });
  });

  it("an answer that is sent here is no notification, though the same key signed it", () => {
    expect(says({ status: "SUCCESS" })).toMatchObject({
      meaning: { kind: "other", about: expect.stringContaining("status") },
    });
    const [, answer] = VECTORS;
    expect(read({ ...answer?.fields, hmac: answer?.hmac }, { headers: { requestid: "" } })).toMatchObject({
      verdict: "verified",
      meaning: { kind: "other" },
    });
  });

  it.each([
    ["amount", "12.49", { amount: { minor: 1_249n, currency: "USD" } }],
    ["currency", "EUR", { amount: { minor: 1_250n, currency: "EUR" } }],
    ["orderRequestId", "20240501-890000593-2", { gatewayPaymentRef: "20240501-890000593-2" }],
  ])("G08 another %s is handed on as it was signed, for a person", (name, value, expected) => {
    expect(says({ [name]: value })).toMatchObject({ verdict: "verified", meaning: expected });
  });

  it("G08 of another merchant is signed, but says which field differs", () => {
    const reading = read(signed({ ...genuine, merchantId: "890000594" }), { headers: { merchantid: "890000594" } });
    expect(reading).toMatchObject({ verdict: "verified", meaning: { mismatch: "merchantId" } });
  });
});

describe("G12 the acknowledgement, byte for byte", () => {
  it("says SUCCESS only when it is stored; nothing else has the word in it", () => {
    expect(acknowledge("stored")).toEqual({ status: 200, contentType: "text/plain", body: "SUCCESS" });
    expect(acknowledge("not_stored").status).toBe(503);
    expect(acknowledge("not_stored").body).not.toMatch(/success/i);
  });
});

describe("G13 bodies that no gateway sends", () => {
  const { headers, body } = raw(signed(genuine));

  it.each<[string, string | Buffer]>([
    ["an object without data", "{}"],
    ["a list", `[${body}]`],
    ["data twice", body.toString().replace("{", '{"data":"AAAA",')],
    ["__proto__", body.toString().replace("{", '{"__proto__":{},')],
    ["data as a list", '{"data":["AAAA"]}'],
    ["a deep bomb", `{"a":${"[".repeat(50_000)}`],
    ["the fields, not encrypted", JSON.stringify(signed(genuine))],
  ])("%s is not verified", (_name, content) => {
    expect(readNotification(call, { headers, query: "", body: Buffer.from(content) }).verdict).not.toBe("verified");
  });

  it("without the header of the key is unreadable", () => {
    expect(readNotification(call, { headers: {}, query: "", body })).toEqual({ verdict: "unreadable" });
  });
});

describe("G05 forgeries", () => {
  const { hmac } = signed(genuine);

  it.each<[string, object]>([
    ["no signature", genuine],
    ["an empty one", { ...genuine, hmac: "" }],
    ["null", { ...genuine, hmac: null }],
    ["a list", { ...genuine, hmac: [hmac] }],
    ["the signature of nothing", { ...genuine, hmac: signed({}).hmac }],
    ["a signature over other fields", { ...genuine, hmac: signed({ ...genuine, status: "SUCCESS" }).hmac }],
    ["our own key", signed(genuine, EXAMPLE_MERCHANT_KEY)],
    ["a signature under another name", { ...genuine, "hmac[]": hmac }],
    ["a signature in other letters", { ...genuine, hmac: String(hmac).toLowerCase() }],
    ["fields cut anew", { ...genuine, amount: "12.50#245678", bankNumber: "", hmac }],
  ])("%s is a bad signature", (_name, fields) => {
    expect(read(fields)).toEqual({ verdict: "bad_signature" });
  });

  it("one error for every malformed envelope: key, padding, JSON and signature look the same", () => {
    const { headers, body } = raw(signed(genuine));
    const { data } = JSON.parse(body.toString());
    const messages = [
      raw(signed(genuine), { headers: { encryptkey: "AAAA" } }),
      raw(signed(genuine), { headers: { encryptkey: "no base64" } }),
      raw(signed(genuine), { reader: EXAMPLE_PLATFORM_KEY }),
      { headers, query: "", body: Buffer.from(JSON.stringify({ data: data.slice(0, 24) })) },
      { headers, query: "", body: Buffer.from(JSON.stringify({ data: "AAAA" })) },
      { headers, query: "", body: Buffer.from(JSON.stringify({ data: "" })) },
      { headers, query: "", body: Buffer.from("hello") },
      raw("no JSON"),
      raw("[]"),
      raw(genuine),
    ];
    for (const message of messages) expect(readNotification(call, message)).toEqual({ verdict: "bad_signature" });
  });

  it("a header that differs from the signed body was changed on the way", () => {
    const changes: Record<string, string>[] = [
      { merchantid: "890000594" },
      { requestid: "R01JD5M8F3T9QZ7X0V2C4B6N8K2F" },
    ];
    for (const headers of changes) expect(read(signed(genuine), { headers })).toEqual({ verdict: "bad_signature" });
  });

  it("G07 a message for another account does not open with this one's key", () => {
    const other = exampleCall().call;
    const credentials = { ...other.account.credentials, privateKeyPem: EXAMPLE_PLATFORM_KEY };
    const account = { ...other.account, credentials };
    expect(readNotification({ ...other, account }, raw(signed(genuine)))).toEqual({ verdict: "bad_signature" });
  });

  it("messages with any field changed, added or taken away after signing are never verified", () => {
    const names = Object.keys(genuine);
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.array(fc.string()));
    const before = signed(genuine);
    const text = (some: unknown) => (some === null || some === false ? "" : some === true ? "1" : String(some));
    fc.assert(
      fc.property(fc.constantFrom(...names, "more"), value, (name, changed) => {
        fc.pre(text(changed) !== text((genuine as Record<string, unknown>)[name] ?? ""));
        expect(read({ ...before, [name]: changed }).verdict).not.toBe("verified");
      }),
      { numRuns: 100 },
    );
  });

  it("random bytes are never verified and never throw", () => {
    const { headers } = raw(signed(genuine));
    fc.assert(
      fc.property(fc.uint8Array(), fc.base64String(), (bytes, data) => {
        const bodies = [Buffer.from(bytes), Buffer.from(JSON.stringify({ data })), Buffer.from(data)];
        for (const body of bodies) {
          expect(readNotification(call, { headers, query: "", body }).verdict).not.toBe("verified");
        }
      }),
    );
  });
});

function textOfBigint(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
