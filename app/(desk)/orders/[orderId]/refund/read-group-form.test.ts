import { describe, expect, it } from "vitest";
import { requestGroupSchema } from "#lib/contracts/refund.ts";
import { readGroupForm } from "./read-group-form.ts";

const [one, other] = ["01a2007f-05d6-75fb-acae-d30f38e62a8b", "01a2007f-05d6-75fb-acae-d30f38e62a8c"];
const fields = {
  requestKey: "485132cf-5141-4ffa-8ac8-4eed8255fbea",
  amount: "120000",
  [`part.${one}`]: "100000",
  [`token.${one}`]: "a-0-0-0-0",
  [`part.${other}`]: "20000",
  [`token.${other}`]: "b-0-0-0-0",
  reason: "Order came back whole",
  note: "",
};

describe("the fields of the form for several payments", () => {
  it("become one wish with a part of each payment and the balance that it showed", () => {
    expect(requestGroupSchema.parse(readGroupForm(fields))).toMatchObject({
      amount: "120000",
      parts: [
        { paymentId: one, amount: "100000", balanceToken: "a-0-0-0-0" },
        { paymentId: other, amount: "20000", balanceToken: "b-0-0-0-0" },
      ],
    });
  });

  it.each(["", "0", "0.00", "000"])("leave out a payment that gives %j", (nothing) => {
    const { parts } = requestGroupSchema.parse(readGroupForm({ ...fields, [`part.${other}`]: nothing }));
    expect(parts.map(({ paymentId }) => paymentId)).toEqual([one]);
  });

  it("A15 K13 are refused with a payment that is none, and with a field that the form does not have", () => {
    expect(requestGroupSchema.safeParse(readGroupForm({ ...fields, "part.x": "1" })).success).toBe(false);
    expect(requestGroupSchema.safeParse(readGroupForm({ ...fields, currency: "HKD" })).success).toBe(false);
  });
});
