import { describe, expect, it } from "vitest";
import { doubtAccount } from "./account-number.ts";

const VIETCOMBANK = "BFTVVNVX";

describe("a doubt about an account number", () => {
  it.each([
    ["9704361234567890", VIETCOMBANK],
    ["9704 3612 3456 7890 123", "ASCBVNVX"],
  ])("says that %s is the number of a card", (accountNumber, swiftCode) => {
    expect(doubtAccount({ accountNumber, swiftCode })).toEqual({ kind: "card_number" });
  });

  it.each([
    ["001100012345", VIETCOMBANK, { kind: "unusual_length", bank: "Vietcombank", usual: [10, 13] }],
    ["00110001234567", "bftvvnvx001", { kind: "unusual_length", bank: "Vietcombank", usual: [10, 13] }],
    ["1234567890123", "BIDVVNVX", { kind: "unusual_length", bank: "BIDV", usual: [10, 14] }],
  ])("tells that %s at %s has not as many digits as usual", (accountNumber, swiftCode, doubt) => {
    expect(doubtAccount({ accountNumber, swiftCode })).toEqual(doubt);
  });

  it.each([
    ["as many digits as the bank gives", "0011-0001 23.456", VIETCOMBANK],
    ["a telephone number", "0912345678", VIETCOMBANK],
    ["a name of one's choice", "QUANTRAN", VIETCOMBANK],
    ["a virtual account with letters", "96388ABC0012345678", "BIDVVNVX"],
    ["a bank of which nothing is known", "123456", "ASCBVNVX"],
    ["no bank yet", "123456", ""],
    ["nothing typed yet", "", VIETCOMBANK],
  ])("is not raised by %s", (_what, accountNumber, swiftCode) => {
    expect(doubtAccount({ accountNumber, swiftCode })).toBeNull();
  });
});
