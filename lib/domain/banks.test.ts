import { describe, expect, it } from "vitest";
import { BANKS, findBanks } from "./banks.ts";
import { receiverSchema } from "./receiver.ts";

describe("banks for the receiver of a refund", () => {
  it("offers only SWIFT codes of Vietnam that the form accepts", () => {
    const refused = BANKS.filter(({ swiftCode }) => !receiverSchema.shape.swiftCode.safeParse(swiftCode).success);

    expect(refused).toEqual([]);
    expect(BANKS.length).toBeGreaterThan(45);
  });

  it.each([
    ["á châu", "ASCBVNVX"],
    ["a chau", "ASCBVNVX"],
    ["970436", "BFTVVNVX"],
    ["ky thuong", "VTCBVNVX"],
    ["united overseas", "UOVBVNVX"],
  ])("finds by %j, with or without accents", (text, swiftCode) => {
    const codes = findBanks(text).map((bank) => bank.swiftCode);

    expect(codes).toContain(swiftCode);
  });

  it("corrects the bank that carries a code of another country", () => {
    expect(BANKS.find((bank) => bank.bin === "970414")?.swiftCode).toBe("OJBAVNVX");
  });
});
