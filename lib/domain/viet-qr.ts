import { QRPay, VietQRService } from "vietnam-qr-pay";
import { BANKS, type Bank } from "./banks.ts";
import { err, ok, type Result } from "./result.ts";

/** The account that a VietQR names. A person looks at it before it is used: what is read is filled in, never sent. */
export type VietQr = {
  readonly accountNumber: string;
  /** Seldom there: most codes carry no name. */
  readonly accountName: string | null;
  /** Null where the code names a member of NAPAS whose SWIFT code nobody knows. */
  readonly bank: Bank | null;
};
export type VietQrProblem = "vietqr_not_one" | "vietqr_damaged" | "vietqr_names_a_card";

/** Reads the text of a VietQR (EMVCo with NAPAS's field 38). Its checksum must fit: one wrong figure is another account. */
export function readVietQr(typed: string): Result<VietQr, VietQrProblem> {
  const text = typed.trim();
  if (!looksLikeVietQr(text)) return err("vietqr_not_one");
  if (!isWhole(text)) return err("vietqr_damaged");
  const { isValid, consumer, provider, merchant } = new QRPay(text);
  const { bankBin, bankNumber } = consumer;
  if (!isValid || !bankBin || !/^[0-9A-Za-z]{4,19}$/.test(bankNumber ?? "")) return err("vietqr_not_one");
  if (provider.service === VietQRService.BY_CARD_NUMBER) return err("vietqr_names_a_card");
  return ok({
    accountNumber: bankNumber ?? "",
    accountName: merchant.name?.trim() || null,
    bank: BANKS.find(({ bin }) => bin === bankBin) ?? null,
  });
}

/** Every EMVCo code begins so; nothing else that people paste does. */
function looksLikeVietQr(text: string): boolean {
  return /^0002[0-9]{2}[\s\S]{20,500}$/.test(text);
}

/** CRC-16/CCITT-FALSE over everything before its own four figures (EMVCo, 4.7.3). */
function isWhole(text: string): boolean {
  const [, body, checksum] = /^([\s\S]*6304)([0-9A-Fa-f]{4})$/.exec(text) ?? [];
  return body !== undefined && checksumOf(body) === checksum?.toUpperCase();
}

function checksumOf(text: string): string {
  let rest = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    rest ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest & 0x8000 ? (rest << 1) ^ 0x1021 : rest << 1) & 0xffff;
  }
  return rest.toString(16).toUpperCase().padStart(4, "0");
}
