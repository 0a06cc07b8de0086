import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { readFields } from "./fields.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

const reader = createPublicKey(EXAMPLE_MERCHANT_KEY);
const key = createPrivateKey(EXAMPLE_MERCHANT_KEY);
const wrap = (bytes: Uint8Array, padding = constants.RSA_PKCS1_PADDING) =>
  publicEncrypt({ key: reader, padding }, bytes).toString("base64");

describe("the envelope", () => {
  it("opens for whom it was sealed, with every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(openEnvelope(sealEnvelope(text, reader), key)?.toString("utf8")).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it("has a fresh key of 16 letters and figures each time", () => {
    const keys = Array.from({ length: 20 }, () => {
      const { encryptKey } = sealEnvelope("{}", reader);
      return privateDecrypt(
        { key, padding: constants.RSA_PKCS1_PADDING },
        Buffer.from(encryptKey, "base64"),
      ).toString();
    });
    expect(new Set(keys).size).toBe(20);
    expect(keys.filter((one) => !/^[A-Za-z0-9]{16}$/.test(one))).toEqual([]);
  });

  it("whatever is wrong with one, it is the same: nothing", () => {
    const good = sealEnvelope('{"a":"1"}', reader);
    const other = sealEnvelope('{"a":"1"}', createPublicKey(EXAMPLE_PLATFORM_KEY));
    const flipped = Buffer.from(good.encryptKey, "base64");
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    const bad = [
      { ...good, encryptKey: "" },
      { ...good, encryptKey: "no base64!" },
      { ...good, encryptKey: good.encryptKey.slice(0, -4) },
      { ...good, encryptKey: flipped.toString("base64") },
      { ...good, encryptKey: other.encryptKey },
      { ...good, encryptKey: wrap(randomBytes(15)) },
      { ...good, encryptKey: wrap(randomBytes(17)) },
      { ...good, encryptKey: wrap(randomBytes(32)) },
      { ...good, encryptKey: wrap(Buffer.from("ABCDEFGHIJKLMNOP"), constants.RSA_PKCS1_OAEP_PADDING) },
      { ...good, data: "" },
      { ...good, data: "%%%%" },
      { ...good, data: good.data.slice(0, 4) },
      { ...good, data: `${good.data.slice(0, -4)}` },
      other,
    ];
    // One wrong key in 256 leaves a padding that looks right; what it opens is no JSON.
    const read = bad.map((envelope) => openEnvelope(envelope, key)).map((bytes) => bytes && readFields(bytes));
    expect(read).toEqual(bad.map(() => undefined));
  });

  it("text below the blank is dropped, as the demos do; a name twice is no message", () => {
    expect(readFields(Buffer.from('{"a":\n\t"1"}\u0000\u0000'))).toEqual({ a: "1" });
    expect(readFields(Buffer.from('{"a":"1","a":"2"}'))).toBeUndefined();
    expect(readFields(Buffer.from('{"__proto__":{}}'))).toBeUndefined();
    expect(readFields(Buffer.from("[]"))).toBeUndefined();
  });
});
