import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyDigits, formatMoney, LARGEST_MINOR, moneyToText, parseMoney, parsePositiveMoney } from "./money.ts";

const currency = fc.constantFrom("VND", "HKD", "JPY", "CNY", "USD", "KWD");

describe("parseMoney", () => {
  it("and moneyToText undo each other, for every amount that the database holds", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: LARGEST_MINOR }), currency, (minor, code) => {
        expect(parseMoney(moneyToText({ minor, currency: code }), code)).toEqual({
          ok: true,
          value: { minor, currency: code },
        });
      }),
    );
  });

  it.each([
    ["1e3", "VND"],
    ["0x10", "VND"],
    ["１００", "VND"],
    [" 10 ", "VND"],
    ["10,5", "HKD"],
    ["-0", "VND"],
    ["-5", "VND"],
    ["+5", "VND"],
    ["NaN", "VND"],
    ["Infinity", "VND"],
    ["", "VND"],
    [".5", "HKD"],
    ["5.", "HKD"],
    ["1_000", "VND"],
    ["1 000", "VND"],
    ["1'000", "VND"],
    ["١٠٠", "VND"],
    ["10\u0000", "VND"],
    ["9".repeat(40), "VND"],
  ])("A07 refuses %j as %s", (text, code) => {
    expect(parseMoney(text, code)).toMatchObject({ ok: false, error: { code: "money_unreadable" } });
  });

  it.each([
    ["10.001", "HKD"],
    ["100000.00", "VND"],
    ["0.1", "JPY"],
  ])("A07 refuses more digits than the currency has: %s %s", (text, code) => {
    expect(parseMoney(text, code)).toMatchObject({ ok: false, error: { code: "money_too_many_digits" } });
  });

  it.each([
    ["9223372036854775808", "VND"],
    ["92233720368547758.08", "HKD"],
    ["9999999999999999999999999", "VND"],
  ])("A08 refuses what int8 cannot hold: %s %s", (text, code) => {
    expect(parseMoney(text, code)).toMatchObject({ ok: false, error: { code: "money_too_large" } });
  });

  it.each([
    ["9007199254740993", "VND", 9007199254740993n],
    ["9223372036854775807", "VND", 9223372036854775807n],
    ["12.5", "HKD", 1250n],
    ["12", "HKD", 1200n],
    ["0012.50", "HKD", 1250n],
  ])("A08 keeps every digit of %s %s", (text, code, minor) => {
    expect(parseMoney(text, code)).toEqual({ ok: true, value: { minor, currency: code } });
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string(),
        (text, code) => typeof parseMoney(text, code).ok === "boolean",
      ),
    );
  });

  it("knows no currency that ISO 4217 does not", () => {
    expect(parseMoney("1", "ABC")).toMatchObject({ ok: false, error: { code: "currency_unknown" } });
    expect(parseMoney("1", "vnd")).toMatchObject({ ok: false, error: { code: "currency_unknown" } });
  });
});

describe("currencyDigits", () => {
  it.each([
    ["VND", 0],
    ["JPY", 0],
    ["KRW", 0],
    ["HKD", 2],
    ["CNY", 2],
    ["IDR", 2],
    ["HUF", 2],
    ["KWD", 3],
  ])("takes %s from ISO 4217, not from cash habits", (code, digits) => {
    expect(currencyDigits(code)).toBe(digits);
  });
});

describe("parsePositiveMoney", () => {
  it("refuses nothing at all", () => {
    expect(parsePositiveMoney("0.00", "HKD")).toMatchObject({ ok: false, error: { code: "money_not_positive" } });
  });
});

describe("formatMoney", () => {
  it("shows every digit of a large amount", () => {
    expect(formatMoney({ minor: 9007199254740993n, currency: "VND" }, "en").replace(/\D/g, "")).toBe(
      "9007199254740993",
    );
  });
});
