import { hash } from "node:crypto";
import { z } from "zod";
import type { EmulatorRequest } from "../../emulator-kit/server.ts";
import { readStrictObject } from "../../strict-json.ts";

/** Written from NeoX's pages apart from the connector, so that one mistake cannot hide in both. */
export const NEOX_PATH = "/api/v1/paygate/neopay";

export type Fields = Readonly<Record<string, unknown>>;

export const queryFieldsSchema = z.strictObject({
  neo_Command: z.literal("QUERY_PT"),
  neo_MerchantCode: z.string().min(1),
  neo_TransactionID: z.string().min(1),
  neo_Version: z.literal("1"),
  neo_SecureHash: z.string(),
});

export const refundFieldsSchema = z.strictObject({
  neo_Command: z.literal("REFUND"),
  neo_MerchantCode: z.string().min(1),
  neo_RequestID: z.string().min(1),
  neo_PaymentID: z.string().min(1),
  neo_Amount: z.int().positive(),
  neo_Receiver: z.string().min(1).optional(),
  neo_Version: z.literal("1"),
  neo_SecureHash: z.string(),
});

export type RefundFields = z.infer<typeof refundFieldsSchema>;

/** What is wrong with the request before anybody looks at its fields. */
export function transportViolations(request: EmulatorRequest, fields: Fields | undefined): string[] {
  const type = String(request.headers["content-type"] ?? "");
  const wrong: string[] = [];
  if (request.method !== "POST") wrong.push(`method ${request.method}`);
  if (request.path !== NEOX_PATH) wrong.push(`path ${request.path}`);
  if (request.query.size > 0) wrong.push("a query string");
  if (!/^application\/json(; *charset=utf-8)?$/i.test(type)) wrong.push(`content type ${type || "missing"}`);
  if (!fields) wrong.push("the body is no JSON object");
  return wrong;
}

/** Values in the order of their names, then the secret: SHA-256. */
export function neoxHash(fields: Fields, secretKey: string, leftOut: readonly string[]): string {
  const names = Object.keys(fields).filter(
    (name) => /^neo_/.test(name) && name !== "neo_SecureHash" && !leftOut.includes(name),
  );
  const values = names.sort((a, b) => a.localeCompare(b, "en")).map((name) => fields[name] ?? "");
  return hash("sha256", values.join("") + secretKey, "hex");
}

const receiverSchema = z.strictObject({
  accountName: z.string().min(1),
  accountNumber: z.string().min(1),
  swiftCode: z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
});

/** The receiver inside neo_Receiver, or nothing if it is not base64 of such a JSON object. */
export function decodeReceiver(encoded: string): z.infer<typeof receiverSchema> | undefined {
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) return undefined;
  return receiverSchema.safeParse(readStrictObject(bytes)).data;
}
