import { hash, timingSafeEqual } from "node:crypto";

export type NeoxFields = Readonly<Record<string, unknown>>;
export type LetterCase = "lower" | "upper";

/** What each message leaves out of its hash, beside the hash itself. */
const LEFT_OUT = {
  QUERY_PT: [],
  QUERY_DR: [],
  REFUND: ["neo_RequestID"],
  REFUND_WITH_REQUEST_ID: [],
  REFUND_NOTIFICATION: [],
  PAY: ["neo_ExtData", "neo_ViewType"],
  PAY_NOTIFICATION: ["neo_TransAmount", "neo_ExtData"],
} as const satisfies Record<string, readonly string[]>;

export type NeoxMessage = keyof typeof LEFT_OUT;

/** The fields that a message's hash covers, in the order of their names. */
export function hashedFields(message: NeoxMessage, fields: NeoxFields): [name: string, value: unknown][] {
  const leftOut: readonly string[] = ["neo_SecureHash", ...LEFT_OUT[message]];
  return Object.entries(fields)
    .filter(([name]) => name.startsWith("neo_") && !leftOut.includes(name))
    .sort(([a], [b]) => compareNames(a, b));
}

/** The values behind each other without a separator; the secret comes after them. */
export function sourceString(message: NeoxMessage, fields: NeoxFields): string {
  return hashedFields(message, fields)
    .map(([, value]) => render(value))
    .join("");
}

export function secureHash(message: NeoxMessage, fields: NeoxFields, secretKey: string, letters: LetterCase): string {
  const hex = digest(sourceString(message, fields), secretKey).toString("hex");
  return letters === "upper" ? hex.toUpperCase() : hex;
}

/** In any letter case, and in constant time. */
export function verifySecureHash(message: NeoxMessage, fields: NeoxFields, secretKey: string): boolean {
  const received = fields.neo_SecureHash;
  if (typeof received !== "string" || !/^[0-9a-f]{64}$/i.test(received)) return false;
  return timingSafeEqual(Buffer.from(received, "hex"), digest(sourceString(message, fields), secretKey));
}

function digest(source: string, secretKey: string): Buffer {
  return hash("sha256", source + secretKey, "buffer");
}

/** NeoX's own code sorts by `localeCompare`, which for these names means: without regard to capitals. */
function compareNames(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Lists go in as NeoX's own code joins them; what is absent adds nothing. */
function render(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(render).join(",");
  return String(value);
}
