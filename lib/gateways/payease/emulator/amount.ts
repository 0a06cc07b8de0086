import { currencyDigits } from "#lib/domain/money.ts";
import type { EmulatorSettings } from "./control-schema.ts";

type Format = EmulatorSettings["amountFormat"];

/** How many decimals an amount of this currency is written with. */
function decimalsOf(currency: string, format: Format): number {
  if (format === "minor") return 0;
  return format === "major-2dp" ? 2 : (currencyDigits(currency) ?? 2);
}

export function writeAmount(minor: number, currency: string, format: Format): string {
  if (format === "minor") return String(minor);
  const decimals = decimalsOf(currency, format);
  const scaled = BigInt(minor) * 10n ** BigInt(decimals - (currencyDigits(currency) ?? 2));
  const figures = String(scaled).padStart(decimals + 1, "0");
  return decimals === 0 ? figures : `${figures.slice(0, -decimals)}.${figures.slice(-decimals)}`;
}

/** Exactly as it must be written, or nothing. */
export function readAmount(text: string, currency: string, format: Format): number | undefined {
  const digits = currencyDigits(currency) ?? 2;
  const shift = format === "minor" ? 0 : digits - decimalsOf(currency, format);
  const figures = Number(text.replace(".", ""));
  const minor = shift === 0 ? figures : figures / 10 ** -shift;
  const isSound = /^\d{1,16}(\.\d{2})?$/.test(text) && Number.isSafeInteger(minor) && minor > 0;
  return isSound && writeAmount(minor, currency, format) === text ? minor : undefined;
}
