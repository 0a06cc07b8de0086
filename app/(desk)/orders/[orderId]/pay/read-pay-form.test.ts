import { describe, expect, it } from "vitest";
import { createPaymentLinkSchema } from "#lib/contracts/payment-link.ts";
import { readPayForm } from "./read-pay-form.ts";

const fields = {
  linkId: "485132cf-5141-4ffa-8ac8-4eed8255fbea",
  orderId: "DH-1",
  gatewayAccountId: "01a2007f-05d6-75fb-acae-d30f38e62a8b",
  way: "POST",
  amount: "100000",
  orderInfo: " Thanh toán DH-1 ",
  locale: "vi",
  expiresInMinutes: "60",
  customerId: "",
  customerEmail: "lan@example.test",
};

describe("the fields of the form for a payment link", () => {
  it("become a wish without methods, flags and items where none were chosen", () => {
    expect(createPaymentLinkSchema.parse(readPayForm(fields))).toMatchObject({
      orderInfo: "Thanh toán DH-1",
      expiresInMinutes: 60,
      methods: [],
      items: [],
      createToken: false,
      forIframe: false,
      customer: { email: "lan@example.test" },
    });
  });

  it("become a wish with items, one for each row", () => {
    const rows = {
      itemId: ["S1", "S2"],
      itemText: ["A", ""],
      itemPrice: ["1", "99999"],
      methods: ["QR"],
      createToken: "on",
    };

    expect(createPaymentLinkSchema.parse(readPayForm({ ...fields, ...rows }))).toMatchObject({
      methods: ["QR"],
      createToken: true,
      items: [
        { orderId: "S1", description: "A", price: "1" },
        { orderId: "S2", description: "", price: "99999" },
      ],
    });
  });

  it.each([
    ["a field that the form does not have", { currency: "HKD" }],
    ["no time at all", { expiresInMinutes: "0" }],
    ["a key that is no UUID", { linkId: "1" }],
    ["an item ID that NeoX does not take", { itemId: ["Á"], itemText: [""], itemPrice: ["1"] }],
  ])("K13 A15 are refused with %s", (_name, change) => {
    expect(createPaymentLinkSchema.safeParse(readPayForm({ ...fields, ...change })).success).toBe(false);
  });
});
