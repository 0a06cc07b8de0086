import type { Receiver } from "./receiver.ts";

/** Why a person should read an account number once more. */
export type AccountDoubt =
  | { readonly kind: "card_number" }
  | { readonly kind: "unusual_length"; readonly bank: string; readonly usual: readonly number[] };

/** Digits of the number of a card, whose first four the State Bank of Vietnam gives to all banks of the country. */
const CARD_OF_VIETNAM = /^9704([0-9]{12}|[0-9]{15})$/;

/** By the bank's four letters of the SWIFT code: how many digits the numbers have that it hands out by itself. */
const HANDED_OUT: Readonly<Record<string, { readonly bank: string; readonly digits: readonly number[] }>> = {
  BFTV: { bank: "Vietcombank", digits: [13] },
  BIDV: { bank: "BIDV", digits: [14] },
  VBAA: { bank: "Agribank", digits: [13] },
  VTCB: { bank: "Techcombank", digits: [14] },
};

/** The customer's telephone number is a number that most banks offer; some hand out nothing else today. */
const TELEPHONE = 10;

/**
 * A doubt, never a verdict. No bank of Vietnam publishes how its numbers are made, customers buy short ones and names,
 * and shops collect on virtual accounts of up to 19 characters, so whatever is said here may be wrong for one honest
 * receiver. Named are only banks for which independent lists agree, such as
 * https://taichinhvisa.vn/cach-kiem-tra-ma-tai-khoan-cua-cac-ngan-hang and https://vay333.net/?p=3727.
 */
export function doubtAccount({ accountNumber, swiftCode }: Omit<Receiver, "accountName">): AccountDoubt | null {
  const number = accountNumber.replace(/[\s.-]/g, "");
  if (CARD_OF_VIETNAM.test(number)) return { kind: "card_number" };
  const known = HANDED_OUT[swiftCode.trim().slice(0, 4).toUpperCase()];
  if (!known || !/^[0-9]{4,19}$/.test(number)) return null;
  const usual = [TELEPHONE, ...known.digits];
  return usual.includes(number.length) ? null : { kind: "unusual_length", bank: known.bank, usual };
}
