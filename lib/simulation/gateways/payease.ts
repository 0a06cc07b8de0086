import { createPublicKey } from "node:crypto";
import { choiceSchema } from "#lib/gateways/emulator-kit/behaviour.ts";
import { EMPTY_PLAN, type Plan } from "#lib/gateways/emulator-kit/plan.ts";
import { merchantSchema, paymentsSchema } from "#lib/gateways/payease/emulator/control-schema.ts";
import { createPayeaseGateway } from "#lib/gateways/payease/emulator/emulator.ts";
import { refundNotification } from "#lib/gateways/payease/emulator/messages.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "#lib/gateways/payease/vectors.ts";
import { memoryJournal, type SimulatedGateway } from "./simulated-gateway.ts";

const merchantId = "890000593";
const publicHalf = (pem: string) => createPublicKey(pem).export({ format: "pem", type: "spki" }).toString();

export type PayeaseOptions = {
  readonly accountId: string;
  /** Not every merchant may ask what became of a refund (F12). */
  readonly mayAsk: boolean;
};

/** With its real keys: a refund here costs as much as seven at the others, so few worlds have this gateway. */
export function simulatePayease({ accountId, mayAsk }: PayeaseOptions): SimulatedGateway {
  const gateway = createPayeaseGateway(memoryJournal());
  const { truth } = gateway;
  const plan = { ...EMPTY_PLAN, byReference: {} as Plan["byReference"] };
  const keys = { publicKeyPem: publicHalf(EXAMPLE_MERCHANT_KEY), platformKeyPem: EXAMPLE_PLATFORM_KEY };
  const merchant = {
    merchantId,
    ...keys,
    settings: merchantSchema.parse({ settings: { refundQuery: mayAsk } }).settings,
  };
  truth.record({ type: "merchant", merchant });
  truth.record({ type: "plan", merchantId: null, plan });
  const refundsOf = (reference: string) =>
    [...truth.refunds.values()].filter(({ requestId }) => requestId === reference);
  const credentials = {
    merchantId,
    privateKeyPem: EXAMPLE_MERCHANT_KEY,
    platformCertificatePem: publicHalf(EXAMPLE_PLATFORM_KEY),
  };

  return {
    name: "payease",
    accountId,
    baseUrl: "http://payease.example",
    credentials,
    settings: { refundQuery: mayAsk },
    emulator: gateway,
    currency: "CNY",
    pay: (number, amountMinor, method) => {
      const orderRequestId = `20261122-${merchantId}-${number}`;
      const payments = [{ orderRequestId, currency: "CNY", amountMinor }];
      truth.record({ type: "payments", payments: paymentsSchema.parse({ merchantId, payments }) });
      return { gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId, method, currency: "CNY" };
    },
    plan: (reference, choice) => {
      plan.byReference[reference] = choiceSchema.parse(choice);
    },
    isSubmit: ({ url }) => url.endsWith("/icc/refund"),
    moves: (reference) => refundsOf(reference).reduce((sum, refund) => sum + refund.moves, 0),
    isOpen: (reference) =>
      truth.late.has(reference) || refundsOf(reference).some((refund) => refund.status === "pending"),
    portalRefund: ({ gatewayPaymentRef }, amountMinor) => {
      const payment = truth.payment(merchantId, gatewayPaymentRef ?? "");
      if (!payment || payment.amountMinor - payment.refundedMinor - payment.pendingMinor < amountMinor) return;
      const at = new Date().toISOString();
      const refund = { merchantId, orderRequestId: payment.orderRequestId, amountMinor, at };
      truth.record({ type: "portal_refund", refund });
    },
    forge: (reference) => {
      const refund = truth.refundOf(merchantId, reference);
      return refund && refundNotification(merchant, refund, { manner: "forged" });
    },
    contradict: (reference) => {
      const refund = truth.refundOf(merchantId, reference);
      const fields = { refundStatus: "FAILED" };
      return refund?.status === "succeeded" ? refundNotification(merchant, refund, { fields }) : undefined;
    },
    rotate: () => credentials,
  };
}
