import { choiceSchema } from "#lib/gateways/emulator-kit/behaviour.ts";
import { EMPTY_PLAN, type Plan } from "#lib/gateways/emulator-kit/plan.ts";
import { merchantSchema } from "#lib/gateways/neox/emulator/control-schema.ts";
import { createNeoxGateway } from "#lib/gateways/neox/emulator/emulator.ts";
import { refundNotification } from "#lib/gateways/neox/emulator/notification.ts";
import { memoryJournal, type SimulatedGateway } from "./simulated-gateway.ts";

const CODE = "UFLIYL";
const SECRET = "311235E7043244EC8306F96720748C56";

export type NeoxOptions = {
  readonly accountId: string;
  readonly notificationUrl: string;
  readonly portalRefundsPossible: boolean;
  readonly countsPending: boolean;
  /** What NeoX does with a known number is undocumented: it may even pay again. */
  readonly duplicateRequest: "refuse" | "pay_again";
};

export function simulateNeox(options: NeoxOptions): SimulatedGateway {
  const gateway = createNeoxGateway(memoryJournal());
  const { truth } = gateway;
  const plan = { ...EMPTY_PLAN, byReference: {} as Plan["byReference"] };
  const settings = { refundedAmountCountsPending: options.countsPending, duplicateRequest: options.duplicateRequest };
  let merchant = {
    code: CODE,
    ...merchantSchema.parse({ secretKey: SECRET, notificationUrl: options.notificationUrl, settings }),
  };
  truth.record({ type: "merchant", merchant });
  truth.record({ type: "plan", merchantCode: null, plan });
  const refundsOf = (reference: string) =>
    [...truth.refunds.values()].filter((refund) => refund.requestId === reference);

  return {
    name: "neox",
    accountId: options.accountId,
    baseUrl: "http://neox.example",
    credentials: { merchantCode: CODE, secretKey: SECRET },
    settings: {
      portalRefundsPossible: options.portalRefundsPossible,
      refundedAmountCountsPending: options.countsPending,
    },
    emulator: gateway,
    currency: "VND",
    pay: (number, amountMinor, method) => {
      const [transactionId, id] = [`NDT${number}`, `14${number}`];
      const payment = { id, status: "SUCCESS" as const, amount: amountMinor, refundedAmount: 0, paymentMethod: method };
      truth.record({ type: "payments", payments: { merchantCode: CODE, transactionId, payments: [payment] } });
      return { gatewayTransactionRef: transactionId, gatewayPaymentRef: id, method, currency: "VND" };
    },
    plan: (reference, choice) => {
      plan.byReference[reference] = choiceSchema.parse(choice);
    },
    isSubmit: ({ body }) => body.includes('"REFUND"'),
    moves: (reference) => refundsOf(reference).reduce((sum, refund) => sum + refund.moves, 0),
    isOpen: (reference) =>
      truth.late.has(reference) || refundsOf(reference).some((refund) => refund.status === "pending"),
    portalRefund: ({ gatewayPaymentRef }, amount) => {
      const payment = truth.payment(CODE, gatewayPaymentRef ?? "");
      if (!payment || payment.amount - payment.refundedAmount - payment.pendingAmount < amount) return;
      const refund = { merchantCode: CODE, paymentId: payment.id, amount, at: new Date().toISOString() };
      truth.record({ type: "portal_refund", refund });
    },
    forge: (reference) => {
      const refund = truth.refundOfRequest(reference);
      if (!refund) return undefined;
      const fields = { neo_ResponseCode: refund.status === "succeeded" ? 1 : 0 };
      return refundNotification(merchant, refund, truth.payment(CODE, refund.paymentId), { kind: "forged", fields });
    },
    contradict: (reference) => {
      const refund = truth.refundOfRequest(reference);
      if (refund?.status !== "succeeded") return undefined;
      const fields = { neo_ResponseCode: 1, neo_ResponseMsg: "Returned by the bank" };
      return refundNotification(merchant, refund, truth.payment(CODE, refund.paymentId), { fields });
    },
    rotate: () => {
      merchant = { ...merchant, secretKey: `another-${SECRET}` };
      truth.record({ type: "merchant", merchant });
      return { merchantCode: CODE, secretKey: merchant.secretKey };
    },
  };
}
