import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFields } from "./fields.ts";
import { digestOf, signHmac, sourceString, verifyHmac } from "./signature.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY, VECTORS } from "./vectors.ts";

const privateKey = createPrivateKey(EXAMPLE_PLATFORM_KEY);
const publicKey = createPublicKey(EXAMPLE_PLATFORM_KEY);
const hmacOfSource = (source: string) => sign("RSA-MD5", digestOf(source), privateKey).toString("base64");

describe("hmac", () => {
  it.each(VECTORS)("$name: source, digest and hmac, letter for letter", ({ fields, source, digest, signer, hmac }) => {
    expect(sourceString(fields)).toBe(source);
    expect(digestOf(source).toString("hex")).toBe(digest);
    expect(signHmac(fields, createPrivateKey(signer))).toBe(hmac);
    expect(hmac).toHaveLength(344);
  });

  it.each(VECTORS)("$name: verifies with the signer's key alone, and not in other letters", (vector) => {
    const { fields, signer, hmac } = vector;
    const other = signer === EXAMPLE_MERCHANT_KEY ? EXAMPLE_PLATFORM_KEY : EXAMPLE_MERCHANT_KEY;
    const verify = (value: unknown, key = signer) => verifyHmac({ ...fields, hmac: value }, createPublicKey(key));

    expect(verify(hmac)).toBe(true);
    expect(verify(`${hmac.slice(0, 76)}\r\n${hmac.slice(76)}`)).toBe(true);
    expect(verify(hmac, other)).toBe(false);
    const wrong = [undefined, null, "", " ", [hmac], { 0: hmac }, hmac.toUpperCase(), hmac.slice(4), `${hmac}AAAA`, 1];
    expect(wrong.map((value) => verify(value))).not.toContain(true);
  });

  it("takes names in the order of their code units, skips what is empty, and keeps zero", () => {
    expect(sourceString({ b: "2", a: "1", C: "3", d: "", e: null, f: "0", hmac: "x" })).toBe("3#1#2#0#");
  });

  it("goes into objects by their names and into lists in their order, as on the official page", () => {
    const fields = {
      requestId: "R",
      remark: "note",
      productDetails: [
        { quantity: "1", amount: "10" },
        { quantity: "2", amount: "20" },
      ],
      paymentModeCode: "",
      payer: { phoneNum: "6", name: "5", idType: "4", idNum: "3", email: "2", bankCardNum: "1" },
      orderCurrency: "CNY",
      orderAmount: "30.00",
      notifyUrl: "n",
      merchantId: "m",
      callbackUrl: "c",
    };
    expect(sourceString(fields)).toBe("c#m#n#30.00#CNY#1#2#3#4#5#6#10#1#20#2#note#R#");
  });

  it("a number is signed by the text it came as", () => {
    const fields = readFields(Buffer.from('{"b":12.50,"a":1e2,"c":0,"d":-0.10,"e":12345678901234567890,"f":true}'));
    expect(sourceString(fields ?? {})).toBe("1e2#12.50#0#-0.10#12345678901234567890#1#");
  });

  it("verifies over the values as they are, and over values without leading blanks as the demos sign them", () => {
    const fields = { a: "  one ", b: "two" };
    for (const source of ["  one #two#", "one #two#"]) {
      expect(verifyHmac({ ...fields, hmac: hmacOfSource(source) }, publicKey)).toBe(true);
    }
    expect(verifyHmac({ ...fields, hmac: hmacOfSource("one#two#") }, publicKey)).toBe(false);
  });

  it("G05 A10 a value with the separator in it is never believed: the text could be cut anew", () => {
    const hmac = hmacOfSource("1#2#3#");
    expect(verifyHmac({ a: "1", b: "2", c: "3", hmac }, publicKey)).toBe(true);
    expect(verifyHmac({ a: "1#2", b: "3", hmac }, publicKey)).toBe(false);
    expect(verifyHmac({ a: "1", b: ["2#3"], hmac }, publicKey)).toBe(false);
    expect(verifyHmac({ a: "1", b: { c: "2#3" }, hmac }, publicKey)).toBe(false);
  });

  it("any other value gives another signature", () => {
    const text = fc.string({ minLength: 1 }).filter((one) => !one.includes("#"));
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a.trimStart() !== b.trimStart());
        const hmac = signHmac({ x: a }, privateKey);
        expect(verifyHmac({ x: a, hmac }, publicKey)).toBe(true);
        expect(verifyHmac({ x: b, hmac }, publicKey)).toBe(false);
      }),
    );
  });
});
