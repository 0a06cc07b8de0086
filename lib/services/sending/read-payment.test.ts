import { expect, it } from "vitest";
import type { PaymentReading } from "#lib/gateways/connector.ts";
import { readPayment } from "./read-payment.ts";
import type { AskingContext, OpenAccount } from "./sending.ts";

const vnd = (minor: bigint) => ({ minor, currency: "VND" });
const reading = (gatewayPaymentRef: string, change: Partial<PaymentReading> = {}): PaymentReading => ({
  gatewayPaymentRef,
  status: "succeeded",
  method: "QR",
  amount: vnd(100_000n),
  refunded: vnd(0n),
  ...change,
});
const ours = {
  gatewayTransactionRef: "T1",
  gatewayPaymentRef: "ours",
  method: "QR",
  currency: "VND",
  capturedMinor: 100_000n,
};

function read(payments: readonly PaymentReading[], payment: Parameters<typeof readPayment>[2] = ours) {
  const operations = { queryPayments: async () => ({ kind: "read", payments }) };
  const context = { store: { now: async () => new Date(0) }, gatewayHttp: () => null } as unknown as AskingContext;
  return readPayment(context, { account: {}, connector: { operations } } as unknown as OpenAccount, payment);
}

it("F17 of several payments of an order finds ours by its ID, never the first one", async () => {
  expect(await read([reading("another"), reading("ours")])).toMatchObject({
    kind: "found",
    reading: { gatewayPaymentRef: "ours" },
  });
  expect(await read([reading("another")])).toEqual({ kind: "not_found" });
});

it("F17 without an ID finds the only one that was paid, else the only one of our amount and method", async () => {
  const unnamed = { ...ours, gatewayPaymentRef: null };
  expect(await read([reading("failed", { status: "failed" }), reading("paid")], unnamed)).toMatchObject({
    reading: { gatewayPaymentRef: "paid" },
  });
  const fits = reading("fits");
  expect(await read([reading("card", { method: "CC" }), reading("more", { amount: vnd(1n) }), fits], unnamed)).toEqual(
    expect.objectContaining({ kind: "found", reading: fits }),
  );
});

it("F17 where two payments fit, a person chooses", async () => {
  expect(await read([reading("one"), reading("two")], { ...ours, gatewayPaymentRef: null })).toMatchObject({
    kind: "several",
  });
});

it("H01 a reading is as old as the database says, so that a wrong clock takes no older total for a newer one", async () => {
  expect(await read([reading("ours")])).toMatchObject({ askedAt: new Date(0) });
});
