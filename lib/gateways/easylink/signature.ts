import { hash, timingSafeEqual } from "node:crypto";

export type EasylinkFields = Readonly<Record<string, unknown>>;

/** `name=value` of every field that has a value, but for the sign itself, in the order of the names' bytes. */
export function sourceString(fields: EasylinkFields): string {
  return Object.entries(fields)
    .map(([name, value]) => [name, render(value)] as const)
    .filter(([name, text]) => name !== "sign" && text !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}=${text}`)
    .join("&");
}

/** MD5 with the secret at the end, in upper case: as weak as the gateway demands (docs/gateways/easylink.md). */
export function sign(fields: EasylinkFields, appSecret: string): string {
  return hash("md5", `${sourceString(fields)}&key=${appSecret}`, "hex").toUpperCase();
}

/** Over all fields that came, also those nobody documented. Upper case as documented, in constant time. */
export function verifySign(fields: EasylinkFields, received: unknown, appSecret: string): boolean {
  if (typeof received !== "string" || !/^[0-9A-F]{32}$/.test(received)) return false;
  return timingSafeEqual(Buffer.from(received), Buffer.from(sign(fields, appSecret)));
}

/** Values go in raw: neither quoted nor encoded nor trimmed; what is absent or empty stays out. */
function render(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
