import { expect, it } from "vitest";
import { shapeOf } from "./id-shape.ts";
import { newId, newReference } from "./ids.ts";

it.each([
  [newReference(), "refund_reference"],
  [newReference().toLowerCase(), "refund_reference"],
  [newId(), "our_id"],
  ["hoa@example.com", "email"],
  ["240501102030ABCDEF", "neox_transaction"],
  ["XBSKM1OELUDU", "neox_transaction"],
  ["20240501-890000593-12345", "payease_order_request"],
  ["20240501-890000593-12345-7", "payease_order_request"],
  ["P202106181104177050002", "easylink_payment"],
  ["R202405010000000001", "easylink_refund"],
  ["+84 9000 1001", "phone_or_payment"],
  ["816290053119947", "phone_or_payment"],
  ["DH7255715767", "order_id"],
  ["DH-1001", "order_id"],
])("%s looks like %s", (text, shape) => {
  expect(shapeOf(text)).toBe(shape);
});
