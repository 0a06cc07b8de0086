import type { z } from "zod";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import type { Try } from "../../emulator-kit/delivery.ts";
import type { Journal } from "../../emulator-kit/journal.ts";
import type { Plan } from "../../emulator-kit/plan.ts";
import { Plans } from "../../emulator-kit/plans.ts";
import type { EmulatorSettings, paymentsSchema } from "./control-schema.ts";
import type { RefundFields } from "./protocol.ts";

export type Merchant = {
  readonly merchantId: string;
  /** The merchant's: what it signs is verified with it, what it shall read is encrypted for it. */
  readonly publicKeyPem: string;
  /** The platform's, for this merchant. */
  readonly platformKeyPem: string;
  readonly settings: EmulatorSettings;
};

type SaidPayments = z.infer<typeof paymentsSchema>;

export type Payment = SaidPayments["payments"][number] & {
  readonly merchantId: string;
  refundedMinor: number;
  /** Taken and not settled yet. */
  pendingMinor: number;
};

/** A request that was found good. */
export type RefundRequest = {
  readonly merchantId: string;
  readonly requestId: string;
  readonly orderRequestId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly notifyUrl: string;
  readonly remark: string;
};

export type RefundTruth = RefundRequest & {
  readonly refundId: string;
  readonly bankNumber: string;
  readonly takenAt: string;
  readonly behaviour: Behaviour;
  /** When the result will be known, in milliseconds since 1970; null waits for the control API. */
  readonly settleAt: number | null;
  status: "pending" | "succeeded" | "failed";
  moves: number;
  settledAt: string | null;
  notificationsDue: number;
  notifications: Try[];
};

export type LateRequest = { readonly fields: RefundFields; readonly landsAt: number; readonly behaviour: Behaviour };
export type Submission = {
  readonly requestId: string;
  readonly merchantId: string;
  readonly at: string;
  readonly result: string;
};
export type Violation = { readonly at: string; readonly what: string; readonly requestId: string | null };
export type PortalRefund = {
  readonly merchantId: string;
  readonly orderRequestId: string;
  readonly amountMinor: number;
  readonly at: string;
};

export type TruthEvent =
  | { readonly type: "merchant"; readonly merchant: Merchant }
  | { readonly type: "payments"; readonly payments: SaidPayments }
  | { readonly type: "plan"; readonly merchantId: string | null; readonly plan: Plan }
  | { readonly type: "queue_served"; readonly merchantId: string | null }
  | { readonly type: "submission"; readonly submission: Submission }
  | { readonly type: "late"; readonly request: LateRequest }
  | { readonly type: "landed"; readonly requestId: string }
  | { readonly type: "taken"; readonly refund: RefundTruth }
  | {
      readonly type: "settled";
      readonly refundId: string;
      readonly status: "succeeded" | "failed";
      readonly notifications: number;
      readonly at: string;
    }
  | { readonly type: "tried"; readonly refundId: string; readonly result: Try; readonly last: boolean }
  | { readonly type: "portal_refund"; readonly refund: PortalRefund }
  | { readonly type: "violation"; readonly violation: Violation };

/** Everything the emulated gateway knows: a fold over its journal. */
export class Truth {
  readonly merchants = new Map<string, Merchant>();
  readonly payments = new Map<string, Payment>();
  /** By PayEase's own number, because a gateway that pays again gives two of them to one request. */
  readonly refunds = new Map<string, RefundTruth>();
  readonly late = new Map<string, LateRequest>();
  readonly submissions: Submission[] = [];
  readonly portalRefunds: PortalRefund[] = [];
  readonly violations: Violation[] = [];
  readonly plans = new Plans();
  readonly #submitted = new Set<string>();
  readonly #newestOfRequest = new Map<string, RefundTruth>();
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

  submittedBefore(merchantId: string, requestId: string): boolean {
    return this.#submitted.has(keyOf(merchantId, requestId));
  }

  /** A merchant only ever sees its own. */
  refundOf(merchantId: string, requestId: string): RefundTruth | undefined {
    return this.#newestOfRequest.get(keyOf(merchantId, requestId));
  }

  /** For the control API, which knows no merchant. */
  refundOfRequest(requestId: string): RefundTruth | undefined {
    return [...this.refunds.values()].findLast((refund) => refund.requestId === requestId);
  }

  payment(merchantId: string, orderRequestId: string): Payment | undefined {
    return this.payments.get(keyOf(merchantId, orderRequestId));
  }

  clear(): void {
    this.#journal.clear();
    const maps = [this.merchants, this.payments, this.refunds, this.late, this.plans, this.#newestOfRequest];
    for (const known of [...maps, this.#submitted]) known.clear();
    for (const list of [this.submissions, this.portalRefunds, this.violations]) list.length = 0;
  }

  #apply(event: TruthEvent): void {
    switch (event.type) {
      case "merchant":
        this.merchants.set(event.merchant.merchantId, event.merchant);
        return;
      case "payments":
        this.#addPayments(event.payments);
        return;
      case "plan":
        this.plans.set(event.merchantId, event.plan);
        return;
      case "queue_served":
        this.plans.served(event.merchantId);
        return;
      case "submission":
        this.submissions.push(event.submission);
        this.#submitted.add(keyOf(event.submission.merchantId, event.submission.requestId));
        return;
      case "late":
        this.late.set(event.request.fields.requestId, event.request);
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
      case "portal_refund":
        this.portalRefunds.push(event.refund);
        this.#move(event.refund, 0, event.refund.amountMinor);
        return;
      case "violation":
        this.violations.push(event.violation);
        return;
    }
  }

  /** Said again, a payment keeps what was refunded of it meanwhile. */
  #addPayments({ payments, merchantId }: SaidPayments): void {
    for (const said of payments) {
      const key = keyOf(merchantId, said.orderRequestId);
      const known = this.payments.get(key);
      this.payments.set(key, {
        ...said,
        merchantId,
        refundedMinor: Math.max(said.refundedMinor, known?.refundedMinor ?? 0),
        pendingMinor: known?.pendingMinor ?? 0,
      });
    }
  }

  #take(taken: RefundTruth): void {
    const refund = { ...taken, notifications: [] };
    this.refunds.set(refund.refundId, refund);
    this.#newestOfRequest.set(keyOf(refund.merchantId, refund.requestId), refund);
    this.#move(refund, refund.amountMinor, 0);
  }

  #settle({ refundId, status, notifications, at }: Extract<TruthEvent, { type: "settled" }>): void {
    const refund = this.refunds.get(refundId);
    if (!refund) return;
    Object.assign(refund, { status, settledAt: at, notificationsDue: notifications });
    const moved = status === "succeeded";
    if (moved) refund.moves += 1;
    this.#move(refund, -refund.amountMinor, moved ? refund.amountMinor : 0);
  }

  #tried({ refundId, result, last }: Extract<TruthEvent, { type: "tried" }>): void {
    const refund = this.refunds.get(refundId);
    refund?.notifications.push(result);
    if (refund && last) refund.notificationsDue = Math.max(0, refund.notificationsDue - 1);
  }

  #move(of: { merchantId: string; orderRequestId: string }, pending: number, refunded: number): void {
    const payment = this.payment(of.merchantId, of.orderRequestId);
    if (!payment) return;
    payment.pendingMinor += pending;
    payment.refundedMinor += refunded;
  }
}

function keyOf(merchantId: string, id: string): string {
  return `${merchantId}|${id}`;
}
