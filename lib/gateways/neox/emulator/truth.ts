import type { z } from "zod";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import type { Try } from "../../emulator-kit/delivery.ts";
import type { Journal } from "../../emulator-kit/journal.ts";
import type { Plan } from "../../emulator-kit/plan.ts";
import { Plans } from "../../emulator-kit/plans.ts";
import type { Bill, BillEnd } from "./bill.ts";
import type { merchantSchema, paymentsSchema } from "./control-schema.ts";
import type { RefundFields } from "./protocol.ts";

export type Merchant = { readonly code: string } & z.infer<typeof merchantSchema>;

export type Payment = {
  readonly merchantCode: string;
  readonly transactionId: string;
  readonly orderId: string;
  readonly id: string;
  readonly status: "SUCCESS" | "FAILED" | "PROCESSING";
  readonly amount: number;
  readonly paymentMethod: string;
  refundedAmount: number;
  /** Taken and not settled yet. */
  pendingAmount: number;
};

/** A request that was found good. */
export type RefundRequest = {
  readonly merchantCode: string;
  readonly requestId: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly receiver: Readonly<Record<string, unknown>> | null;
};

export type RefundTruth = RefundRequest & {
  readonly transId: string;
  readonly notificationTransactionId: string;
  readonly takenAt: string;
  readonly behaviour: Behaviour;
  /** When the result will be known, in milliseconds since 1970; null waits for the control API. */
  readonly settleAt: number | null;
  status: "pending" | "succeeded" | "failed";
  resultCode: number;
  moves: number;
  settledAt: string | null;
  notificationsDue: number;
  notifications: Try[];
};

export type LateRequest = { readonly fields: RefundFields; readonly landsAt: number; readonly behaviour: Behaviour };
export type Submission = {
  readonly requestId: string;
  readonly merchantCode: string;
  readonly at: string;
  readonly result: string;
};
export type Violation = { readonly at: string; readonly what: string; readonly requestId: string | null };
export type PortalRefund = {
  readonly merchantCode: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly at: string;
};

export type TruthEvent =
  | { readonly type: "merchant"; readonly merchant: Merchant }
  | { readonly type: "payments"; readonly payments: z.infer<typeof paymentsSchema> }
  | { readonly type: "plan"; readonly merchantCode: string | null; readonly plan: Plan }
  | { readonly type: "queue_served"; readonly merchantCode: string | null }
  | { readonly type: "submission"; readonly submission: Submission }
  | { readonly type: "late"; readonly request: LateRequest }
  | { readonly type: "landed"; readonly requestId: string }
  | { readonly type: "taken"; readonly refund: RefundTruth }
  | {
      readonly type: "settled";
      readonly transId: string;
      readonly status: "succeeded" | "failed";
      readonly resultCode: number;
      readonly notifications: number;
      readonly at: string;
    }
  | { readonly type: "tried"; readonly transId: string; readonly result: Try; readonly last: boolean }
  | { readonly type: "bill"; readonly bill: Bill }
  | { readonly type: "bill_ended"; readonly end: BillEnd }
  | { readonly type: "bill_tried"; readonly billId: string; readonly result: Try; readonly last: boolean }
  | { readonly type: "portal_refund"; readonly refund: PortalRefund }
  | { readonly type: "violation"; readonly violation: Violation };

/** Everything the emulated gateway knows: a fold over its journal. */
export class Truth {
  readonly merchants = new Map<string, Merchant>();
  readonly payments = new Map<string, Payment>();
  /** By NeoX's own number, because a gateway that pays again gives two of them to one request. */
  readonly refunds = new Map<string, RefundTruth>();
  readonly late = new Map<string, LateRequest>();
  readonly bills = new Map<string, Bill>();
  readonly submissions: Submission[] = [];
  readonly portalRefunds: PortalRefund[] = [];
  readonly violations: Violation[] = [];
  readonly plans = new Plans();
  readonly #submitted = new Set<string>();
  readonly #newestOfRequest = new Map<string, RefundTruth>();
  readonly #billOfTransaction = new Map<string, Bill>();
  readonly #paymentsOfTransaction = new Map<string, Set<Payment>>();
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

  submittedBefore(requestId: string): boolean {
    return this.#submitted.has(requestId);
  }

  refundOfRequest(requestId: string): RefundTruth | undefined {
    return this.#newestOfRequest.get(requestId);
  }

  payment(merchantCode: string, id: string): Payment | undefined {
    return this.payments.get(keyOf(merchantCode, id));
  }

  billOf(merchantCode: string, merchantTransactionId: string): Bill | undefined {
    return this.#billOfTransaction.get(keyOf(merchantCode, merchantTransactionId));
  }

  paymentsOf(merchantCode: string, transactionId: string): Payment[] {
    return [...(this.#paymentsOfTransaction.get(keyOf(merchantCode, transactionId)) ?? [])];
  }

  clear(): void {
    this.#journal.clear();
    const maps = [this.merchants, this.payments, this.refunds, this.late, this.plans, this.#newestOfRequest];
    const more = [this.#paymentsOfTransaction, this.#submitted, this.bills, this.#billOfTransaction];
    for (const known of [...maps, ...more]) known.clear();
    for (const list of [this.submissions, this.portalRefunds, this.violations]) list.length = 0;
  }

  #apply(event: TruthEvent): void {
    switch (event.type) {
      case "merchant":
        this.merchants.set(event.merchant.code, event.merchant);
        return;
      case "payments":
        this.#addPayments(event.payments);
        return;
      case "plan":
        this.plans.set(event.merchantCode, event.plan);
        return;
      case "queue_served":
        this.plans.served(event.merchantCode);
        return;
      case "submission":
        this.submissions.push(event.submission);
        this.#submitted.add(event.submission.requestId);
        return;
      case "late":
        this.late.set(event.request.fields.neo_RequestID, event.request);
        return;
      case "landed":
        this.late.delete(event.requestId);
        return;
      case "taken":
        this.#take(event.refund);
        return;
      case "settled":
        this.#settle(event);
        return;
      case "tried":
        this.#tried(event);
        return;
      case "bill":
        this.#addBill(event.bill);
        return;
      case "bill_ended":
        Object.assign(this.bills.get(event.end.billId) ?? {}, event.end, { notificationDue: true });
        return;
      case "bill_tried":
        this.#billTried(event);
        return;
      case "portal_refund":
        this.portalRefunds.push(event.refund);
        this.#move(event.refund, 0, event.refund.amount);
        return;
      case "violation":
        this.violations.push(event.violation);
        return;
    }
  }

  /** Said again, a payment keeps what was refunded of it meanwhile. */
  #addPayments({ payments, merchantCode, transactionId, orderId }: z.infer<typeof paymentsSchema>): void {
    for (const said of payments) {
      const key = keyOf(merchantCode, said.id);
      const known = this.payments.get(key);
      const payment: Payment = {
        ...said,
        merchantCode,
        transactionId,
        orderId: orderId ?? `DH${transactionId}`.slice(0, 36),
        refundedAmount: Math.max(said.refundedAmount, known?.refundedAmount ?? 0),
        pendingAmount: known?.pendingAmount ?? 0,
      };
      const siblings = this.#paymentsOfTransaction.get(keyOf(merchantCode, transactionId)) ?? new Set();
      if (known) siblings.delete(known);
      this.payments.set(key, payment);
      this.#paymentsOfTransaction.set(keyOf(merchantCode, transactionId), siblings.add(payment));
    }
  }

  #take(taken: RefundTruth): void {
    const refund = { ...taken, notifications: [] };
    this.refunds.set(refund.transId, refund);
    this.#newestOfRequest.set(refund.requestId, refund);
    this.#move(refund, refund.amount, 0);
  }

  #settle({ transId, status, resultCode, notifications, at }: Extract<TruthEvent, { type: "settled" }>): void {
    const refund = this.refunds.get(transId);
    if (!refund) return;
    Object.assign(refund, { status, resultCode, settledAt: at, notificationsDue: notifications });
    const moved = status === "succeeded";
    if (moved) refund.moves += 1;
    this.#move(refund, -refund.amount, moved ? refund.amount : 0);
  }

  #tried({ transId, result, last }: Extract<TruthEvent, { type: "tried" }>): void {
    const refund = this.refunds.get(transId);
    refund?.notifications.push(result);
    if (refund && last) refund.notificationsDue = Math.max(0, refund.notificationsDue - 1);
  }

  #addBill(said: Bill): void {
    const bill = { ...said, notifications: [] };
    this.bills.set(bill.billId, bill);
    this.#billOfTransaction.set(keyOf(bill.fields.neo_MerchantCode, bill.fields.neo_MerchantTxnID), bill);
  }

  #billTried({ billId, result, last }: Extract<TruthEvent, { type: "bill_tried" }>): void {
    const bill = this.bills.get(billId);
    bill?.notifications.push(result);
    if (bill && last) bill.notificationDue = false;
  }

  #move(of: { readonly merchantCode: string; readonly paymentId: string }, pending: number, refunded: number): void {
    const payment = this.payment(of.merchantCode, of.paymentId);
    if (!payment) return;
    payment.pendingAmount += pending;
    payment.refundedAmount += refunded;
  }
}

function keyOf(merchantCode: string, id: string): string {
  return `${merchantCode}|${id}`;
}
