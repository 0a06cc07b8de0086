import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign, sourceString, verifySign } from "./signature.ts";
import { OWN_SECRET, VECTORS } from "./vectors.ts";

const vectors = Object.values(VECTORS);

describe("sign", () => {
  it.each(vectors)("$name: the source and the sign, letter for letter", (vector) => {
    expect(sourceString(vector.fields)).toBe(vector.source);
    expect(sign(vector.fields, vector.appSecret)).toBe(vector.sign);
  });

  it.each(vectors)("$name: verifies as it is, and not with one character changed", (vector) => {
    const { fields, appSecret } = vector;
    const verify = (received: unknown) => verifySign(fields, received, appSecret);

    expect(verify(vector.sign)).toBe(true);
    const wrong = [
      undefined,
      null,
      "",
      0,
      true,
      vector.sign.toLowerCase(),
      ` ${vector.sign}`,
      `${vector.sign}00`,
      vector.sign.slice(1),
      [vector.sign],
      { 0: vector.sign },
      vector.sign.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ];
    expect(wrong.map(verify)).not.toContain(true);
  });

  it("leaves out itself and what is empty, and nothing else: blanks, zero and false are values", () => {
    const fields = { b: "", c: null, d: undefined, e: " ", f: 0, g: false, sign: "x", A: "1" };
    expect(sourceString(fields)).toBe("A=1&e= &f=0&g=false");
  });

  it("takes values raw: nothing is encoded, quoted or trimmed, whatever the order of the fields", () => {
    const fields = { notifyUrl: "https://a.example/x?y=1&z=ü", channelExtra: '{"a":1}', mchNo: " M1 " };
    const source = 'channelExtra={"a":1}&mchNo= M1 &notifyUrl=https://a.example/x?y=1&z=ü';
    expect(sourceString(fields)).toBe(source);
    expect(sourceString(Object.fromEntries(Object.entries(fields).reverse()))).toBe(source);
  });

  it("the documented order and that of the upstream's own code are one, for every field there is", () => {
    const names = vectors.flatMap(({ fields }) => Object.keys(fields));
    const known = [...new Set([...names, "errCode", "errMsg", "extraParam", "payOrderId"])];
    fc.assert(
      fc.property(fc.shuffledSubarray(known), (subset) => {
        const upstream = subset
          .map((name) => `${name}=1&`)
          .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
          .join("");
        expect(`${sourceString(Object.fromEntries(subset.map((name) => [name, 1])))}&`).toBe(upstream || "&");
      }),
    );
  });

  it("any other value, field or secret gives another sign", () => {
    const text = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a !== b);
        const genuine = sign({ x: a }, OWN_SECRET);
        expect(verifySign({ x: b }, genuine, OWN_SECRET)).toBe(false);
        expect(verifySign({ x: a, y: b }, genuine, OWN_SECRET)).toBe(false);
        expect(verifySign({ x: a }, genuine, `${OWN_SECRET}x`)).toBe(false);
        expect(verifySign({ x: a }, genuine, OWN_SECRET)).toBe(true);
      }),
    );
  });
});
