import { merchantSchema, paymentsSchema } from "#lib/gateways/easylink/emulator/control-schema.ts";
import { createEasylinkGateway } from "#lib/gateways/easylink/emulator/emulator.ts";
import { refundNotification } from "#lib/gateways/easylink/emulator/notification.ts";
import type { RefundTruth } from "#lib/gateways/easylink/emulator/truth.ts";
import { choiceSchema } from "#lib/gateways/emulator-kit/behaviour.ts";
import { EMPTY_PLAN, type Plan } from "#lib/gateways/emulator-kit/plan.ts";
import { memoryJournal, type SimulatedGateway } from "./simulated-gateway.ts";

const CREDENTIALS = {
  mchNo: "M1624004737",
  appId: "60cc3ba74ee0e6685f57eb1e",
  appSecret: "kF3mPq9ZtR7wXy2LbN8sVc5HdJ4gT6aE",
};
const { mchNo, appId } = CREDENTIALS;

/** The channel has not paid yet, but will, and easylink will not be told: the bank's statement is not out. */
function willPayUntold({ behaviour, moves, settleAt }: RefundTruth): boolean {
  const isUntold = behaviour.channel === "error" || behaviour.channel === "silent";
  return isUntold && behaviour.result === "success" && moves === 0 && settleAt !== null && settleAt > Date.now();
}

export function simulateEasylink(options: {
  readonly accountId: string;
  readonly waitingState: 0 | 1;
}): SimulatedGateway {
  const gateway = createEasylinkGateway(memoryJournal());
  const { truth } = gateway;
  const plan = { ...EMPTY_PLAN, byReference: {} as Plan["byReference"] };
  const knowMerchant = (appSecret: string) => {
    const settings = { waitingState: options.waitingState };
    const merchant = { mchNo, ...merchantSchema.parse({ apps: [{ appId, appSecret }], settings }) };
    truth.record({ type: "merchant", merchant });
  };
  knowMerchant(CREDENTIALS.appSecret);
  truth.record({ type: "plan", mchNo: null, plan });
  const refundsOf = (reference: string) =>
    [...truth.refunds.values()].filter(({ mchRefundNo }) => mchRefundNo === reference);

  return {
    name: "easylink",
    accountId: options.accountId,
    baseUrl: "http://easylink.example",
    credentials: CREDENTIALS,
    settings: {},
    emulator: gateway,
    currency: "HKD",
    pay: (number, amount, method) => {
      const [payOrderId, mchOrderNo] = [`P${number}`, `O${number}`];
      const payments = paymentsSchema.parse({ mchNo, payments: [{ payOrderId, mchOrderNo, amount }] });
      truth.record({ type: "payments", payments });
      return { gatewayTransactionRef: mchOrderNo, gatewayPaymentRef: payOrderId, method, currency: "HKD" };
    },
    plan: (reference, choice) => {
      plan.byReference[reference] = choiceSchema.parse(choice);
    },
    isSubmit: ({ url }) => url.endsWith("/refundOrder"),
    moves: (reference) => refundsOf(reference).reduce((sum, refund) => sum + refund.moves, 0),
    isOpen: (reference) =>
      truth.late.has(`${mchNo}|${reference}`) ||
      refundsOf(reference).some((refund) => refund.state < 2 || willPayUntold(refund)),
    portalRefund: ({ gatewayPaymentRef }, amount) => {
      const payment = truth.payment(mchNo, gatewayPaymentRef ?? "");
      const busy = truth.refundsOf(mchNo, gatewayPaymentRef ?? "").some((refund) => refund.state < 2);
      if (!payment || busy || payment.amount - payment.refundedAmount < amount) return;
      const refund = { mchNo, payOrderId: payment.payOrderId, amount, at: new Date().toISOString() };
      truth.record({ type: "portal_refund", refund });
    },
    forge: (reference) => {
      const refund = truth.refundOf(mchNo, reference);
      return (
        refund && refundNotification(truth, refund, { kind: "forged", fields: { state: refund.state === 2 ? 3 : 2 } })
      );
    },
    contradict: (reference) => {
      const refund = truth.refundOf(mchNo, reference);
      return refund?.state === 2 ? refundNotification(truth, refund, { fields: { state: 3 } }) : undefined;
    },
    rotate: () => {
      const appSecret = `another-${CREDENTIALS.appSecret}`;
      knowMerchant(appSecret);
      return { ...CREDENTIALS, appSecret };
    },
  };
}
