import { Banks } from "vietnam-qr-pay";
import { searchable } from "./text.ts";

export type Bank = {
  readonly name: string;
  readonly shortName: string;
  readonly bin: string;
  readonly swiftCode: string;
};

/** By BIN: what the package lacks, and the one entry that it has wrong (MBV, once OceanBank, carries a code of the USA). */
const CORRECTED: Readonly<Record<string, string>> = {
  "970414": "OJBAVNVX",
  "970421": "VRBAVNVX",
  "970434": "IABBVNVX",
  "970455": "IBKOVNVX",
  "970456": "IBKOVNVX",
  "970457": "HVBKVNVX",
  "970458": "UOVBVNVX",
  "970462": "CZNBVN2X",
  "970463": "CZNBVNVX",
};

/**
 * Banks of Vietnam with the SWIFT code that a person would look up. No public list is authoritative, so the code is
 * a suggestion in an editable field, never the last word.
 */
export const BANKS: readonly Bank[] = Banks.filter((bank) => !bank.deprecated)
  .flatMap(({ name, shortName, bin, swiftCode: listed }) => {
    const swiftCode = CORRECTED[bin] ?? listed;
    return swiftCode ? [{ name, shortName, bin, swiftCode }] : [];
  })
  .sort((one, other) => one.shortName.localeCompare(other.shortName, "en"));

/** Banks whose names or codes hold the text, accents and capitals aside; all of them for an empty text. */
export function findBanks(text: string, banks: readonly Bank[] = BANKS): readonly Bank[] {
  const words = searchable(text).split(" ").filter(Boolean);
  return banks.filter((bank) => {
    const where = searchable(`${bank.shortName} ${bank.name} ${bank.bin} ${bank.swiftCode}`);
    return words.every((word) => where.includes(word));
  });
}
