import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Fault } from "#lib/contracts/chaos.ts";
import { createEasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createNeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createPayeaseControl } from "#lib/gateways/payease/emulator/control.ts";

export type PaidThere = {
  readonly gatewayTransactionRef: string | null;
  readonly gatewayPaymentRef: string;
  readonly method: string;
  readonly currency: string;
  readonly amount: string;
};

/** One emulated gateway as the demo plays with it. */
export type Stage = {
  readonly faults: readonly Fault[];
  /** What each refund asks for, in major units. */
  readonly refundAmount: string;
  /** Somebody pays there. */
  readonly pay: () => Promise<PaidThere>;
  /** How the requests with these references will be treated; replaces what was planned before. */
  readonly plan: (byReference: Readonly<Record<string, Choice>>) => Promise<unknown>;
  /** The gateway's own books. */
  readonly books: () => Promise<Books>;
  /** What the gateway's people do once the request has arrived, where a fault needs them. */
  readonly act?: (fault: Fault, run: { readonly reference: string; readonly payment: PaidThere }) => Promise<unknown>;
};

export type Books = (reference: string) => { readonly sends: number; readonly moves: number };

const EVERYWHERE = ["answer_lost", "late", "duplicate", "forged", "down", "no_but_moved"] as const;

export function stageOf(gateway: string, emulatorsUrl: string, credentials: unknown): Stage | null {
  switch (gateway) {
    case "neox":
      return neox(emulatorsUrl, z.object({ merchantCode: z.string() }).parse(credentials).merchantCode);
    case "easylink":
      return easylink(emulatorsUrl, z.object({ mchNo: z.string() }).parse(credentials).mchNo);
    case "payease":
      return payease(emulatorsUrl, z.object({ merchantId: z.string() }).parse(credentials).merchantId);
    default:
      return null;
  }
}

/** How an emulator treats the request. `refusal` is a code with which this gateway refuses one. */
export function choiceFor(fault: Fault, gateway: string): Choice {
  switch (fault) {
    case "answer_lost":
      return { scenario: "drop_after_accepting", settleAfterMs: 6_000 };
    case "late":
      return { scenario: "late", takeAfterMs: 20_000 };
    case "duplicate":
      return { scenario: "duplicate_notification", notifications: 5, settleAfterMs: 3_000 };
    case "forged":
      return { scenario: "forged_notification", settleAfterMs: 8_000 };
    case "closed":
      return { scenario: "never_told_but_paid", settleAfterMs: 0 };
    case "down":
      return { scenario: "http_500" };
    case "no_but_moved":
      return { scenario: "pay_on_refusal", code: REFUSALS[gateway] ?? 33, settleAfterMs: 6_000 };
    case "portal":
      return { scenario: "drop_before" };
  }
}

const REFUSALS: Readonly<Record<string, number | string>> = { neox: 33, easylink: 9999, payease: "EH0100053" };

const number = () => String(randomInt(1_000_000_000, 9_999_999_999));

function neox(url: string, merchantCode: string): Stage {
  const control = createNeoxControl(url);
  return {
    faults: [...EVERYWHERE, "portal"],
    refundAmount: "400000",
    pay: async () => {
      const [id, transactionId] = [number(), `T${number()}`];
      const payments = [{ id, amount: 1_200_000, paymentMethod: "CC" }];
      await control.putPayments({ merchantCode, transactionId, payments });
      const refs = { gatewayTransactionRef: transactionId, gatewayPaymentRef: id };
      return { ...refs, method: "CC", currency: "VND", amount: "1200000" };
    },
    plan: (byReference) => control.plan({ merchantCode, byReference }),
    books: async () => {
      const { refunds, submissions } = await control.truth(merchantCode);
      return (reference) => ({
        sends: submissions.filter(({ requestId }) => requestId === reference).length,
        moves: sumOfMoves(refunds.filter(({ requestId }) => requestId === reference)),
      });
    },
    act: async (fault, { payment }) => {
      if (fault !== "portal") return;
      await control.portalRefund({ merchantCode, paymentId: payment.gatewayPaymentRef, amount: 150_000 });
    },
  };
}

function easylink(url: string, mchNo: string): Stage {
  const control = createEasylinkControl(url);
  return {
    faults: [...EVERYWHERE, "closed"],
    refundAmount: "400.00",
    pay: async () => {
      const [payOrderId, mchOrderNo] = [`P${number()}`, `O${number()}`];
      await control.putPayments({ mchNo, payments: [{ payOrderId, mchOrderNo, amount: 120_000, currency: "HKD" }] });
      const refs = { gatewayTransactionRef: mchOrderNo, gatewayPaymentRef: payOrderId };
      return { ...refs, method: "CARD", currency: "HKD", amount: "1200.00" };
    },
    plan: (byReference) => control.plan({ mchNo, byReference }),
    books: async () => {
      const { refunds, submissions } = await control.truth(mchNo);
      return (reference) => ({
        sends: submissions.filter(({ mchRefundNo }) => mchRefundNo === reference).length,
        moves: sumOfMoves(refunds.filter(({ mchRefundNo }) => mchRefundNo === reference)),
      });
    },
    act: async (fault, { reference }) => {
      if (fault === "closed") await control.close(reference);
    },
  };
}

function payease(url: string, merchantId: string): Stage {
  const control = createPayeaseControl(url);
  return {
    faults: EVERYWHERE,
    refundAmount: "400.00",
    pay: async () => {
      const orderRequestId = `20261101-${merchantId}-${number()}`;
      await control.putPayments({
        merchantId,
        payments: [{ orderRequestId, currency: "USD", amountMinor: 120_000 }],
      });
      const refs = { gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId };
      return { ...refs, method: "VISA", currency: "USD", amount: "1200.00" };
    },
    plan: (byReference) => control.plan({ merchantId, byReference }),
    books: async () => {
      const { refunds, submissions } = await control.truth(merchantId);
      return (reference) => ({
        sends: submissions.filter(({ requestId }) => requestId === reference).length,
        moves: sumOfMoves(refunds.filter(({ requestId }) => requestId === reference)),
      });
    },
  };
}

function sumOfMoves(refunds: readonly { readonly moves: number }[]): number {
  return refunds.reduce((sum, { moves }) => sum + moves, 0);
}
