import { readRefundForm } from "./read-refund-form.ts";

const PART = "part.";
const TOKEN = "token.";
const NOTHING = /^0*(\.0*)?$/;

/** The flat fields of the form for several payments as the wish they stand for; a payment that gives nothing is no part. */
export function readGroupForm(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = Object.entries(fields).filter(([name]) => !name.startsWith(PART) && !name.startsWith(TOKEN));
  const parts = Object.entries(fields)
    .filter(([name, amount]) => name.startsWith(PART) && !NOTHING.test(String(amount)))
    .map(([name, amount]) => {
      const paymentId = name.slice(PART.length);
      return { paymentId, amount, balanceToken: fields[`${TOKEN}${paymentId}`] };
    });
  return { ...readRefundForm(Object.fromEntries(plain)), parts };
}
