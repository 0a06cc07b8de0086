import { hash } from "node:crypto";
import type { EmulatorRequest } from "../../emulator-kit/server.ts";
import { readStrictObject } from "../../strict-json.ts";

/** Written from the upstream's description apart from the connector, so that one mistake cannot hide in both. */
export const REFUND_PATH = "/api/refund/refundOrder";
export const QUERY_PATH = "/api/refund/query";

export type Fields = Readonly<Record<string, unknown>>;

const COMMON = ["mchNo", "appId", "version", "signType", "reqTime"];

/** The names that the server knows; it signs over these alone. */
export const KNOWN = {
  refund: [
    ...COMMON,
    "mchOrderNo",
    "payOrderId",
    "mchRefundNo",
    "refundAmount",
    "currency",
    "refundReason",
    "clientIp",
    "notifyUrl",
    "channelExtra",
    "extParam",
  ],
  query: [...COMMON, "mchRefundNo", "refundOrderId"],
} as const;

/** Pairs with their `&`, sorted without regard to capitals, then the key: MD5 in upper case. */
export function easylinkSign(fields: Fields, secret: string): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (name === "sign" || value === undefined || value === null || value === "") continue;
    pairs.push(`${name}=${typeof value === "object" ? JSON.stringify(value) : value}&`);
  }
  const inOrder = pairs.map((pair) => [pair.toUpperCase(), pair] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("md5", `${inOrder.map(([, pair]) => pair).join("")}key=${secret}`, "hex").toUpperCase();
}

/** The request's own object: what the server does not know is gone, and so is its place in the sign. */
export function ownFields(message: keyof typeof KNOWN, fields: Fields): Fields {
  return Object.fromEntries(KNOWN[message].map((name) => [name, fields[name]]));
}

/** JSON, a form, or the address; nothing where JSON cannot be read. */
export function readRequest(request: EmulatorRequest): Fields | undefined {
  const inAddress = Object.fromEntries(request.query);
  if (typeOf(request).includes("application/json")) {
    const fields = readStrictObject(request.body);
    return fields && { ...inAddress, ...fields };
  }
  const isForm = typeOf(request).includes("application/x-www-form-urlencoded");
  return isForm ? { ...inAddress, ...Object.fromEntries(new URLSearchParams(request.body.toString())) } : inAddress;
}

/** What is wrong with the request before anybody looks at its fields. */
export function transportViolations(request: EmulatorRequest): string[] {
  const wrong: string[] = [];
  if (request.method !== "POST") wrong.push(`method ${request.method}`);
  if (request.query.size > 0) wrong.push("a query string");
  if (!/^application\/(json|x-www-form-urlencoded)(; *charset=utf-8)?$/i.test(typeOf(request)))
    wrong.push(`content type ${typeOf(request) || "missing"}`);
  return wrong;
}

/** The manual's lengths, which are shorter than what the server takes. */
const LONGEST: Readonly<Record<string, number>> = {
  mchNo: 30,
  appId: 24,
  payOrderId: 30,
  mchOrderNo: 30,
  mchRefundNo: 30,
  refundOrderId: 30,
  currency: 3,
  refundReason: 64,
  clientIp: 32,
  notifyUrl: 128,
  channelExtra: 256,
  extParam: 512,
  sign: 32,
  signType: 32,
};

/** What the server may tolerate, but a careful client does not do. */
export function fieldViolations(message: keyof typeof KNOWN, fields: Fields): string[] {
  const known: readonly string[] = [...KNOWN[message], "sign"];
  const wrong = Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `a field that the server does not know: ${name}`);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "object") wrong.push(`${name} is no plain value`);
    else if (String(value).length > (LONGEST[name] ?? Number.POSITIVE_INFINITY)) wrong.push(`${name} is too long`);
  }
  if (!/^\d{13}$/.test(String(fields.reqTime))) wrong.push("reqTime has not 13 digits");
  if (fields.version !== "1.0") wrong.push("version is not 1.0");
  if (fields.signType !== "MD5") wrong.push("signType is not MD5");
  if (!/^[0-9A-F]{32}$/.test(String(fields.sign))) wrong.push("sign is not 32 characters in upper case");
  return wrong;
}

function typeOf(request: EmulatorRequest): string {
  return String(request.headers["content-type"] ?? "");
}
