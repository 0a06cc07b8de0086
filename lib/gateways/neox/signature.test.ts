import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeReceiver } from "./receiver.ts";
import { secureHash, sourceString, verifySecureHash } from "./signature.ts";
import { RECEIVER_VECTORS, VECTORS } from "./vectors.ts";

const secret = "311235E7043244EC8306F96720748C56";

describe("neo_SecureHash", () => {
  it.each(VECTORS)(
    "$name: the source and the hash, letter for letter",
    ({ message, fields, secretKey, source, hash }) => {
      expect(sourceString(message, fields)).toBe(source);
      expect(secureHash(message, fields, secretKey, hash === hash.toUpperCase() ? "upper" : "lower")).toBe(hash);
    },
  );

  it.each(VECTORS)("$name: verifies in any letter case, and not with one character changed", (vector) => {
    const { message, fields, secretKey, hash } = vector;
    const verify = (neo_SecureHash: unknown) => verifySecureHash(message, { ...fields, neo_SecureHash }, secretKey);

    expect([hash, hash.toLowerCase(), hash.toUpperCase()].map(verify)).toEqual([true, true, true]);
    const wrong = [
      undefined,
      null,
      "",
      `${hash}00`,
      hash.slice(2),
      ` ${hash}`,
      [hash],
      { 0: hash },
      `0${hash.slice(1)}`,
    ];
    expect(wrong.filter((value) => value !== hash).map(verify)).not.toContain(true);
  });

  it("the hash of REFUND does not change with neo_RequestID, unless the account says so", () => {
    const fields = {
      neo_Command: "REFUND",
      neo_MerchantCode: "UFLIYL",
      neo_Amount: 250_000,
      neo_PaymentID: "1439209",
      neo_Version: "1",
    };
    const hashes = (message: "REFUND" | "REFUND_WITH_REQUEST_ID") =>
      new Set(["A", "B"].map((neo_RequestID) => secureHash(message, { ...fields, neo_RequestID }, secret, "lower")));

    expect(hashes("REFUND").size).toBe(1);
    expect(hashes("REFUND_WITH_REQUEST_ID").size).toBe(2);
  });

  it("the order of fields, and what is absent or foreign, does not matter", () => {
    const fields = { neo_B: "2", neo_a: "1", neo_C: "", neo_D: null, other: "x", neo_SecureHash: "y" };
    expect(sourceString("QUERY_PT", fields)).toBe("12");
    expect(sourceString("QUERY_PT", Object.fromEntries(Object.entries(fields).reverse()))).toBe("12");
  });

  it("names are ordered as NeoX's own code orders them, by localeCompare", () => {
    const names = [
      "PaymentMethod",
      "PayToken",
      "PaymentID",
      "TransactionID",
      "TransAmountX",
      "Amount",
      "Command",
      "Fee",
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(names), (subset) => {
        const fields = Object.fromEntries(subset.map((name) => [`neo_${name}`, `${name};`]));
        const theirs = Object.keys(fields).sort((a, b) => a.localeCompare(b, "en"));
        expect(sourceString("QUERY_PT", fields)).toBe(theirs.map((name) => `${name.slice(4)};`).join(""));
      }),
    );
  });

  it("any other value, field or secret gives another hash", () => {
    const text = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(text, text, text, (a, b, key) => {
        fc.pre(a !== b);
        const hash = secureHash("QUERY_PT", { neo_X: a }, key, "upper");
        expect(verifySecureHash("QUERY_PT", { neo_X: b, neo_SecureHash: hash }, key)).toBe(false);
        expect(verifySecureHash("QUERY_PT", { neo_X: a, neo_SecureHash: hash }, `${key}x`)).toBe(false);
        expect(verifySecureHash("QUERY_PT", { neo_X: a, neo_SecureHash: hash }, key)).toBe(true);
      }),
    );
  });
});

describe("neo_Receiver", () => {
  it.each(RECEIVER_VECTORS)("$receiver.accountNumber is encoded as documented", ({ receiver, encoded }) => {
    expect(encodeReceiver(receiver)).toBe(encoded);
  });

  it("carries exactly the three documented fields, in UTF-8", () => {
    const receiver = { accountName: "NGUYỄN", accountNumber: "0123", swiftCode: "BFTVVNVX", note: "more" };
    expect(Buffer.from(encodeReceiver(receiver), "base64").toString("utf8")).toBe(
      '{"accountName":"NGUYỄN","accountNumber":"0123","swiftCode":"BFTVVNVX"}',
    );
  });
});
