import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reasonSchema } from "#lib/contracts/refund.ts";
import { maskReceiver, normaliseAccountName, receiverSchema } from "./receiver.ts";
import { countCharacters, hasUnwelcomeCharacters, searchable } from "./text.ts";

describe("searchable", () => {
  it.each([
    ["Nguyễn Đức", "nguyen duc"],
    ["  LÊ   Thị  HỒNG ", "le thi hong"],
    ["陳大文", "陳大文"],
  ])("brings %j to %j", (text, expected) => {
    expect(searchable(text)).toBe(expected);
  });

  it("finds the same text however its accents are composed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(searchable(text.normalize("NFD"))).toBe(searchable(text.normalize("NFC")));
      }),
    );
  });
});

describe("a reason", () => {
  it.each([
    ["NUL", "a\u0000b"],
    ["a right-to-left override", "a\u202eb"],
    ["a lone surrogate", "a\ud800b"],
    ["a line break", "a\nb"],
    ["only blanks", "   "],
    ["10 000 characters", "x".repeat(10_000)],
  ])("A09 with %s is refused", (_name, text) => {
    expect(reasonSchema.safeParse(text).success).toBe(false);
  });

  it("A09 keeps emoji and counts characters as people do", () => {
    const reason = "👍".repeat(64);
    expect(countCharacters(reason)).toBe(64);
    expect(reasonSchema.parse(` ${reason} `)).toBe(reason);
    expect(reasonSchema.safeParse(`${reason}👍`).success).toBe(false);
  });

  it("A09 is stored composed", () => {
    expect(reasonSchema.parse("Trả hàng".normalize("NFD"))).toBe("Trả hàng".normalize("NFC"));
  });

  it("never carries what hides or turns text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const parsed = reasonSchema.safeParse(text);
        if (parsed.success) expect(hasUnwelcomeCharacters(parsed.data)).toBe(false);
      }),
    );
  });
});

describe("a receiver", () => {
  it("has its name brought to the capitals that banks print", () => {
    expect(normaliseAccountName(" Nguyễn  Văn Đạt ")).toBe("NGUYEN VAN DAT");
  });

  it("is read as a person types it", () => {
    expect(
      receiverSchema.parse({ accountName: "Nguyễn Văn A", accountNumber: "0123 456-789", swiftCode: " bftvvnvx " }),
    ).toEqual({ accountName: "NGUYEN VAN A", accountNumber: "0123456789", swiftCode: "BFTVVNVX" });
  });

  it.each([["OCBKUS3M"], ["BFTVVN"], ["BFTVVNVXX"], ["1FTVVNVX"], [""]])(
    "has no bank outside Vietnam and no broken code: %j",
    (swiftCode) => {
      expect(receiverSchema.safeParse({ accountName: "A B", accountNumber: "12345678", swiftCode }).success).toBe(
        false,
      );
    },
  );

  it("shows only the end of its account number, and whether its name is the customer's", () => {
    const receiver = { accountName: "NGUYEN VAN AN", accountNumber: "9704000012345678", swiftCode: "BFTVVNVX" };
    const shown = { accountName: "N••• V••• AN", accountNumber: "•••• 5678", swiftCode: "BFTVVNVX" };

    expect(maskReceiver(receiver, "Nguyễn Văn An")).toEqual({ ...shown, nameMatch: "same" });
    expect(maskReceiver(receiver, "Phạm Quốc Bảo")).toEqual({ ...shown, nameMatch: "different" });
    expect(maskReceiver(receiver, "")).toEqual(shown);
  });
});
