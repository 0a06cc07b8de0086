import { isId, isReference } from "./ids.ts";

export const ID_SHAPES = [
  "refund_reference",
  "our_id",
  "email",
  "neox_transaction",
  "payease_order_request",
  "easylink_payment",
  "easylink_refund",
  "phone_or_payment",
  "order_id",
] as const;
export type IdShape = (typeof ID_SHAPES)[number];

/** What a pasted text looks like. A guess, for words on a screen: what it is decides the search, which tries them all. */
export function shapeOf(text: string): IdShape {
  if (isReference(text.toUpperCase())) return "refund_reference";
  if (isId(text)) return "our_id";
  if (text.includes("@")) return "email";
  // A time and six letters, or twelve characters, mostly letters (the documents show both).
  if (/^\d{12}[A-Z]{6}$/i.test(text) || /^(?=(?:.*[A-Z]){6})[A-Z\d]{12}$/.test(text)) return "neox_transaction";
  if (/^\d{8}-\d{1,9}-\d+(-\d+)*$/.test(text)) return "payease_order_request";
  if (/^P\d{15,}$/i.test(text)) return "easylink_payment";
  if (/^R\d{15,}$/i.test(text)) return "easylink_refund";
  if (/^[+\d][\d\s().-]{5,}$/.test(text)) return "phone_or_payment";
  return "order_id";
}
