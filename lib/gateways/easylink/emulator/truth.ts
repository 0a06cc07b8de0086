import type { z } from "zod";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import type { Try } from "../../emulator-kit/delivery.ts";
import type { Journal } from "../../emulator-kit/journal.ts";
import type { Plan } from "../../emulator-kit/plan.ts";
import { Plans } from "../../emulator-kit/plans.ts";
import type { merchantSchema, paymentsSchema } from "./control-schema.ts";
import type { Fields } from "./protocol.ts";

export type Merchant = { readonly mchNo: string } & z.infer<typeof merchantSchema>;
export type App = Merchant["apps"][number] & { readonly mchNo: string };

export type Payment = z.infer<typeof paymentsSchema>["payments"][number] & {
  readonly mchNo: string;
  state: number;
  refundedAmount: number;
};

/** A request that was found good. */
export type RefundRequest = {
  readonly mchNo: string;
  readonly appId: string;
  readonly mchRefundNo: string;
  readonly payOrderId: string;
  readonly payAmount: number;
  readonly refundAmount: number;
  readonly currency: string;
  readonly notifyUrl: string | null;
  readonly extParam: string;
};

export type RefundTruth = RefundRequest & {
  readonly refundOrderId: string;
  readonly channelOrderNo: string;
  readonly createdAt: number;
  readonly behaviour: Behaviour;
  /** When the channel's result is known, in milliseconds since 1970; null waits for the control API. */
  readonly settleAt: number | null;
  readonly closeAt: number;
  /** 0 created, 1 in progress, 2 success, 3 failure, 4 closed: what easylink says. */
  state: number;
  errCode: string | null;
  errMsg: string | null;
  endedAt: number | null;
  /** How often money left, whatever easylink says. */
  moves: number;
  notificationsDue: number;
  notifications: Try[];
};

export type LateRequest = {
  readonly mchNo: string;
  readonly fields: Fields;
  readonly landsAt: number;
  readonly behaviour: Behaviour;
};
export type Submission = {
  readonly mchRefundNo: string;
  readonly mchNo: string;
  readonly at: string;
  readonly result: string;
};
export type Violation = { readonly at: string; readonly what: string; readonly mchRefundNo: string | null };
export type PortalRefund = {
  readonly mchNo: string;
  readonly payOrderId: string;
  readonly amount: number;
  readonly at: string;
};

export type TruthEvent =
  | { readonly type: "merchant"; readonly merchant: Merchant }
  | { readonly type: "payments"; readonly payments: z.infer<typeof paymentsSchema> }
  | { readonly type: "plan"; readonly mchNo: string | null; readonly plan: Plan }
  | { readonly type: "queue_served"; readonly mchNo: string | null }
  | { readonly type: "submission"; readonly submission: Submission }
  | { readonly type: "late"; readonly request: LateRequest }
  | { readonly type: "landed"; readonly number: string }
  | { readonly type: "taken"; readonly refund: RefundTruth }
  /** The money left, and easylink was not told. */
  | { readonly type: "moved"; readonly refundOrderId: string }
  | {
      readonly type: "ended";
      readonly refundOrderId: string;
      readonly state: 2 | 3 | 4;
      readonly errCode: string | null;
      readonly errMsg: string | null;
      readonly notifications: number;
      readonly at: number;
    }
  | { readonly type: "tried"; readonly refundOrderId: string; readonly result: Try; readonly last: boolean }
  | { readonly type: "portal_refund"; readonly refund: PortalRefund }
  | { readonly type: "violation"; readonly violation: Violation };

/** The state of a payment of which nothing is left. */
const FULLY_REFUNDED = 5;

/** Everything the emulated gateway knows: a fold over its journal. */
export class Truth {
  readonly merchants = new Map<string, Merchant>();
  readonly apps = new Map<string, App>();
  readonly payments = new Map<string, Payment>();
  /** By easylink's own number, because a gateway that pays again gives two of them to one of ours. */
  readonly refunds = new Map<string, RefundTruth>();
  readonly late = new Map<string, LateRequest>();
  readonly submissions: Submission[] = [];
  readonly portalRefunds: PortalRefund[] = [];
  readonly violations: Violation[] = [];
  readonly plans = new Plans();
  readonly #submitted = new Set<string>();
  readonly #newestOfNumber = new Map<string, RefundTruth>();
  readonly #paymentOfOrder = new Map<string, Payment>();
  readonly #refundsOfPayment = new Map<string, RefundTruth[]>();
  readonly #journal: Journal<TruthEvent>;

  constructor(journal: Journal<TruthEvent>) {
    this.#journal = journal;
    for (const event of journal.past) this.#apply(event);
  }

  /** Nothing is known before it is written. */
  record(event: TruthEvent): void {
    this.#journal.append(event);
    this.#apply(event);
  }

  submittedBefore(mchNo: string, mchRefundNo: string): boolean {
    return this.#submitted.has(keyOf(mchNo, mchRefundNo));
  }

  refundOf(mchNo: string, mchRefundNo: string): RefundTruth | undefined {
    return this.#newestOfNumber.get(keyOf(mchNo, mchRefundNo));
  }

  payment(mchNo: string, payOrderId: string): Payment | undefined {
    return this.payments.get(keyOf(mchNo, payOrderId));
  }

  paymentOfOrder(mchNo: string, mchOrderNo: string): Payment | undefined {
    return this.#paymentOfOrder.get(keyOf(mchNo, mchOrderNo));
  }

  refundsOf(mchNo: string, payOrderId: string): readonly RefundTruth[] {
    return this.#refundsOfPayment.get(keyOf(mchNo, payOrderId)) ?? [];
  }

  clear(): void {
    this.#journal.clear();
    const known = [this.merchants, this.apps, this.payments, this.refunds, this.late, this.plans, this.#submitted];
    for (const one of [...known, this.#newestOfNumber, this.#paymentOfOrder, this.#refundsOfPayment]) one.clear();
    for (const list of [this.submissions, this.portalRefunds, this.violations]) list.length = 0;
  }

  #apply(event: TruthEvent): void {
    switch (event.type) {
      case "merchant":
        this.#addMerchant(event.merchant);
        return;
      case "payments":
        this.#addPayments(event.payments);
        return;
      case "plan":
        this.plans.set(event.mchNo, event.plan);
        return;
      case "queue_served":
        this.plans.served(event.mchNo);
        return;
      case "submission":
        this.submissions.push(event.submission);
        this.#submitted.add(keyOf(event.submission.mchNo, event.submission.mchRefundNo));
        return;
      case "late":
        this.late.set(numberOf(event.request), event.request);
        return;
      case "landed":
        this.late.delete(event.number);
        return;
      case "taken":
        this.#take(event.refund);
        return;
      case "moved":
        this.#moved(event.refundOrderId);
        return;
      case "ended":
        this.#end(event);
        return;
      case "tried":
        this.#tried(event);
        return;
      case "portal_refund":
        this.portalRefunds.push(event.refund);
        this.#refunded(event.refund, event.refund.amount);
        return;
      case "violation":
        this.violations.push(event.violation);
        return;
    }
  }

  #addMerchant(merchant: Merchant): void {
    this.merchants.set(merchant.mchNo, merchant);
    for (const app of merchant.apps) this.apps.set(app.appId, { ...app, mchNo: merchant.mchNo });
  }

  /** Said again, a payment keeps what was refunded of it meanwhile. */
  #addPayments({ mchNo, payments }: z.infer<typeof paymentsSchema>): void {
    for (const said of payments) {
      const known = this.payment(mchNo, said.payOrderId);
      const refundedAmount = Math.max(said.refundedAmount, known?.refundedAmount ?? 0);
      const payment = {
        ...said,
        mchNo,
        refundedAmount,
        state: known?.state === FULLY_REFUNDED ? known.state : said.state,
      };
      this.payments.set(keyOf(mchNo, said.payOrderId), payment);
      this.#paymentOfOrder.set(keyOf(mchNo, said.mchOrderNo), payment);
    }
  }

  #take(taken: RefundTruth): void {
    const refund = { ...taken, notifications: [] };
    this.refunds.set(refund.refundOrderId, refund);
    this.#newestOfNumber.set(keyOf(refund.mchNo, refund.mchRefundNo), refund);
    const key = keyOf(refund.mchNo, refund.payOrderId);
    this.#refundsOfPayment.set(key, [...(this.#refundsOfPayment.get(key) ?? []), refund]);
  }

  #moved(refundOrderId: string): void {
    const refund = this.refunds.get(refundOrderId);
    if (refund) refund.moves += 1;
  }

  /** easylink counts as refunded what it knows to be refunded. */
  #end({ refundOrderId, state, errCode, errMsg, notifications, at }: Extract<TruthEvent, { type: "ended" }>): void {
    const refund = this.refunds.get(refundOrderId);
    if (!refund) return;
    Object.assign(refund, { state, errCode, errMsg, endedAt: at, notificationsDue: notifications });
    if (state !== 2) return;
    refund.moves = Math.max(1, refund.moves);
    this.#refunded(refund, refund.refundAmount);
  }

  #tried({ refundOrderId, result, last }: Extract<TruthEvent, { type: "tried" }>): void {
    const refund = this.refunds.get(refundOrderId);
    refund?.notifications.push(result);
    if (refund && last) refund.notificationsDue = Math.max(0, refund.notificationsDue - 1);
  }

  #refunded(of: { readonly mchNo: string; readonly payOrderId: string }, amount: number): void {
    const payment = this.payment(of.mchNo, of.payOrderId);
    if (!payment) return;
    payment.refundedAmount += amount;
    if (payment.refundedAmount >= payment.amount) payment.state = FULLY_REFUNDED;
  }
}

export function numberOf({ mchNo, fields }: LateRequest): string {
  return keyOf(mchNo, String(fields.mchRefundNo));
}

function keyOf(mchNo: string, id: string): string {
  return `${mchNo}|${id}`;
}
