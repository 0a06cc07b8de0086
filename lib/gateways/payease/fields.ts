import { readStrictObject } from "../strict-json.ts";

export type PayeaseFields = Readonly<Record<string, unknown>>;

/**
 * The JSON inside an envelope. A number keeps the text it came as, because that text is what was signed: 12.50 must
 * not become 12.5. Bytes below the blank are dropped, as the gateway's own demos do.
 */
export function readFields(bytes: Uint8Array): PayeaseFields | undefined {
  const printable = Buffer.from(bytes.filter((byte) => byte >= 0x20));
  if (!readStrictObject(printable)) return undefined;
  return JSON.parse(printable.toString("utf8"), numberAsWritten) as PayeaseFields;
}

/** Node hands the source of each value to a reviver; the types do not know it yet. */
function numberAsWritten(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? String(value)) : value;
}
