import { expect, it } from "vitest";
import { upsertOrderSchema } from "#lib/contracts/order.ts";
import { newId } from "#lib/domain/ids.ts";
import { readOrderInput } from "./read-order-input.ts";

function read(gateway: string, status: string, refundedAmount?: string) {
  const gatewayAccountId = newId();
  const input = upsertOrderSchema.parse({
    ...{
      orderId: "O-1",
      currency: "HKD",
      amount: "58.00",
      placedAt: "2026-11-22T10:00:00+08:00",
      customer: { name: "Lan" },
    },
    payments: [
      {
        gatewayAccountId,
        gatewayPaymentRef: "P1",
        method: "CC",
        amount: "58.00",
        currency: "HKD",
        status,
        refundedAmount,
      },
    ],
  });
  const result = readOrderInput(input, new Map([[gatewayAccountId, gateway]]));
  return result.ok ? result.value.payments[0] : result.error.errors;
}

it.each([
  ["neox", "SUCCESS", "succeeded"],
  ["neox", "Processing", "processing"],
  ["neox", "FAILED", "failed"],
  ["payease", "INIT", "processing"],
  ["payease", "PROCESSING", "processing"],
  ["payease", "SUCCESS", "succeeded"],
  ["payease", "failed", "failed"],
  ["easylink", "0", "processing"],
  ["easylink", "1", "processing"],
  ["easylink", "2", "succeeded"],
  ["easylink", "3", "failed"],
  ["easylink", "4", "failed"],
  ["easylink", "6", "failed"],
])("reads %s's word %s for a payment as %s", (gateway, word, status) => {
  expect(read(gateway, word)).toMatchObject({ status, refundedMinor: null });
});

it.each([undefined, "10.00"])(
  "takes easylink's refunded pay order for one of which all went back (told: %s)",
  (told) => {
    expect(read("easylink", "5", told)).toMatchObject({ status: "succeeded", refundedMinor: 5_800n });
  },
);

it.each([
  ["neox", "2"],
  ["neox", "INIT"],
  ["payease", "2"],
  ["easylink", "INIT"],
  ["easylink", "7"],
  ["easylink", "constructor"],
])("does not guess what %s means by the word %s, which it does not have", (gateway, word) => {
  expect(read(gateway, word)).toEqual([{ field: "payments.0.status", message: "payment_status_unknown" }]);
});
