import { createHash, type KeyObject, sign, verify } from "node:crypto";
import { bytesOfBase64 } from "./base64.ts";
import type { PayeaseFields } from "./fields.ts";

type Trim = (text: string) => string;

/** What PayEase calls "hmac": no HMAC, but RSA (PKCS1 v1.5, MD5) over the 20 bytes of SHA1(source). */
export function signHmac(fields: PayeaseFields, privateKey: KeyObject): string {
  return sign("RSA-MD5", digestOf(sourceString(fields)), privateKey).toString("base64");
}

/**
 * Over the values exactly as they came, then as PayEase's demos read them: without leading white space. A value with
 * the separator in it could be cut anew, so nothing with such a value is believed.
 */
export function verifyHmac(fields: PayeaseFields, publicKey: KeyObject): boolean {
  const signature = typeof fields.hmac === "string" ? bytesOfBase64(fields.hmac) : undefined;
  if (!signature || hasSeparator(signed(fields))) return false;
  const readings: Trim[] = [asItIs, (text) => text.trimStart()];
  return readings.some((trim) => verify("RSA-MD5", digestOf(sourceString(fields, trim)), publicKey, signature));
}

/** The values in the order of their names, each followed by `#`. What is null or empty is left out; "0" is not. */
export function sourceString(fields: PayeaseFields, trim: Trim = asItIs): string {
  return sourceOf(signed(fields), trim);
}

export function digestOf(source: string): Buffer {
  return createHash("sha1").update(source, "utf8").digest();
}

function signed({ hmac: _, ...fields }: PayeaseFields): PayeaseFields {
  return fields;
}

/** An object goes in where its own name stands, by its own names; a list in its order. */
function sourceOf(value: unknown, trim: Trim): string {
  if (Array.isArray(value)) return value.map((item) => sourceOf(item, trim)).join("");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => sourceOf(item, trim))
      .join("");
  const text = render(value);
  return text === "" ? "" : `${trim(text)}#`;
}

/** As PHP writes it, because every known client of PayEase is PHP or agrees with it. */
function render(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  return value === true ? "1" : String(value);
}

function hasSeparator(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasSeparator);
  return typeof value === "string" && value.includes("#");
}

function asItIs(text: string): string {
  return text;
}
