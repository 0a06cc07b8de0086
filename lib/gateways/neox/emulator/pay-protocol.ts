import { z } from "zod";
import { readStrictObject } from "../../strict-json.ts";
import type { Fields } from "./protocol.ts";

const identifier = z.string().regex(/^[A-Za-z0-9_-]{1,36}$/);

const payItemSchema = z.strictObject({
  orderId: identifier,
  desc: z.string().max(256),
  price: z.int().nonnegative(),
  extraInfo: z.record(z.string(), z.unknown()).optional(),
});

/** A request to pay, as NeoX's table describes it; the GET example adds title, "again" URL and a fifth method. */
export const payFieldsSchema = z.strictObject({
  neo_MerchantCode: z.string().min(1),
  neo_Currency: z.literal("VND"),
  neo_Locale: z.enum(["vi", "en"]),
  neo_Version: z.literal("1"),
  neo_Command: z.literal("PAY"),
  neo_Amount: z.int().positive(),
  neo_MerchantTxnID: identifier,
  neo_OrderID: identifier,
  neo_OrderInfo: z.string().min(1).max(256),
  neo_Title: z.string().max(256).optional(),
  neo_ReturnURL: z.url(),
  neo_AgainURL: z.url().optional(),
  neo_ExpiresIn: z.int().positive().default(86_400),
  neo_PaymentMethod: z.array(z.enum(["WALLET", "ATM", "CC", "QR", "BANK_TRANSFER"])).optional(),
  neo_CustomerPhone: z.string().optional(),
  neo_CustomerEmail: z.string().optional(),
  neo_CustomerID: z.string().optional(),
  neo_CustomerIpAddress: z.string().optional(),
  neo_TokenCreate: z.boolean().optional(),
  neo_IframeCreate: z.boolean().optional(),
  neo_ExtData: z.strictObject({ orderData: z.strictObject({ payItems: z.array(payItemSchema) }) }).optional(),
  neo_SecureHash: z.string(),
});

export type PayFields = z.infer<typeof payFieldsSchema>;

/** What the hash of PAY leaves out. */
export const NOT_HASHED_IN_PAY = ["neo_ExtData", "neo_ViewType"];

export const queryTransactionSchema = z.strictObject({
  neo_Command: z.literal("QUERY_DR"),
  neo_MerchantCode: z.string().min(1),
  neo_MerchantTxnID: identifier,
  neo_Version: z.literal("1"),
  neo_SecureHash: z.string(),
});

const CODES: Readonly<Record<string, number>> = {
  neo_OrderID: 31,
  neo_MerchantTxnID: 32,
  neo_Amount: 33,
  neo_Currency: 34,
  neo_ExtData: 40,
};

/** NeoX's code for the first field that is not as documented. */
export function codeOf({ issues }: z.ZodError): number {
  const path = issues[0]?.path ?? [];
  return path.at(-1) === "orderId" ? 41 : (CODES[String(path[0])] ?? 1);
}

/** The fields of an address as a body would have had them; the hash is over the text of the address. */
export function fieldsOfAddress(query: URLSearchParams): Fields {
  return Object.fromEntries([...query].map(([name, text]) => [name, valueIn(name, text)]));
}

function valueIn(name: string, text: string): unknown {
  if (["neo_Amount", "neo_ExpiresIn"].includes(name) && /^[1-9]\d{0,15}$/.test(text)) return Number(text);
  if (["neo_TokenCreate", "neo_IframeCreate"].includes(name)) return text === "true";
  if (name === "neo_PaymentMethod") return text.split(",");
  return name === "neo_ExtData" ? readStrictObject(Buffer.from(text)) : text;
}
