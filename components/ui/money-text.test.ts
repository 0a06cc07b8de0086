import { describe, expect, it } from "vitest";
import { minorOf, moneyText, strictAmount, sumsOf, textOf } from "./money-text.ts";

describe("amounts on screen", () => {
  it.each([
    ["100000", "VND", "100.000 ₫"],
    ["0", "VND", "0 ₫"],
    ["-1250000", "VND", "−1.250.000 ₫"],
    ["1320.00", "HKD", "HKD 1,320.00"],
    ["9007199254740993", "VND", "9.007.199.254.740.993 ₫"],
  ])("writes %s %s as %s, in every language", (amount, currency, text) => {
    expect(moneyText(amount, currency).replaceAll("\u00a0", " ")).toBe(text);
  });

  it.each([
    ["100.000", 0, "100000"],
    ["1,234,567", 0, "1234567"],
    ["100 000", 0, "100000"],
    ["100000", 0, "100000"],
    ["1,234.50", 2, "1234.50"],
    ["12.5", 2, "12.5"],
  ])("A07 takes separators out of %j where they stand between groups of three", (typed, digits, strict) => {
    expect(strictAmount(typed, digits)).toBe(strict);
  });

  it.each([
    ["100.00", 0],
    ["1.2345", 0],
    ["1.234,567", 0],
    ["12,50", 2],
    ["1e3", 0],
    ["-5", 0],
  ])("A07 leaves %j as typed, so that the server refuses it", (typed, digits) => {
    expect(strictAmount(typed, digits)).toBe(typed);
  });

  it("adds up what is of one currency, and never different ones", () => {
    const amounts = [
      { amount: "9007199254740993", currency: "VND" },
      { amount: "1320.05", currency: "HKD" },
      { amount: "7", currency: "VND" },
      { amount: "0.95", currency: "HKD" },
    ];

    expect(sumsOf(amounts)).toEqual([
      { amount: "9007199254741000", currency: "VND" },
      { amount: "1321.00", currency: "HKD" },
    ]);
    expect(sumsOf([])).toEqual([]);
  });

  it("reads and writes the smallest digits without loss", () => {
    expect(minorOf("12.5", 2)).toBe(1250n);
    expect(minorOf("12.505", 2)).toBeNull();
    expect(textOf(1250n, 2)).toBe("12.50");
    expect(textOf(-5n, 2)).toBe("-0.05");
  });
});
