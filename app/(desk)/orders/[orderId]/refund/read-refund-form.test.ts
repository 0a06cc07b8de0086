import { describe, expect, it } from "vitest";
import { requestRefundSchema } from "#lib/contracts/refund.ts";
import { readRefundForm } from "./read-refund-form.ts";

const fields = {
  requestKey: "485132cf-5141-4ffa-8ac8-4eed8255fbea",
  paymentId: "01a2007f-05d6-75fb-acae-d30f38e62a8b",
  amount: "100000",
  reason: "Customer returned one item",
  note: "",
  balanceToken: "a-0-0-0-0",
};

describe("the refund form's fields", () => {
  it("become a wish without a receiver where the form asked for none", () => {
    const wish = requestRefundSchema.parse(readRefundForm(fields));

    expect(wish).toMatchObject({ amount: "100000", reason: "Customer returned one item" });
    expect(wish.receiver).toBeUndefined();
    expect(wish.evenIfRepeated).toBeUndefined();
  });

  it("become a wish with the receiver, and the word that a repetition is meant", () => {
    const receiver = { accountName: "NGUYEN VAN A", accountNumber: "0123456789", swiftCode: "ASCBVNVX" };
    const flat = Object.fromEntries(Object.entries(receiver).map(([name, value]) => [`receiver.${name}`, value]));

    const wish = requestRefundSchema.parse(readRefundForm({ ...fields, ...flat, evenIfRepeated: "yes" }));

    expect(wish.receiver).toEqual(receiver);
    expect(wish.evenIfRepeated).toBe(true);
  });

  it("K13 A15 are refused with a field that the form does not have", () => {
    expect(requestRefundSchema.safeParse(readRefundForm({ ...fields, currency: "HKD" })).success).toBe(false);
    expect(requestRefundSchema.safeParse(readRefundForm({ ...fields, evenIfRepeated: "true" })).success).toBe(true);
  });

  it("A05 are refused without a key, or with one that is no UUID", () => {
    const { requestKey: _key, ...keyless } = fields;

    expect(requestRefundSchema.safeParse(readRefundForm(keyless)).success).toBe(false);
    expect(requestRefundSchema.safeParse(readRefundForm({ ...fields, requestKey: "1" })).success).toBe(false);
  });
});
