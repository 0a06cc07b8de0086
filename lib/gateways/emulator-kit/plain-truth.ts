import { z } from "zod";
import type { Behaviour } from "./behaviour.ts";
import type { Try } from "./delivery.ts";
import type { Journal } from "./journal.ts";
import { type Plan, planSchema } from "./plan.ts";
import { Plans } from "./plans.ts";

const id = z.string().min(1).max(64);

export const merchantSchema = z.strictObject({
  secret: z.string().min(1),
  /** Milliseconds between a notification that was not acknowledged and the next. */
  notificationGapsMs: z.array(z.int().nonnegative()).max(100).default([]),
});
export const paymentSchema = z.strictObject({
  merchantId: id,
  paymentId: id,
  amountMinor: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export const planRequestSchema = planSchema.extend({ merchantId: z.string().nullable().default(null) });

export type MerchantInput = z.input<typeof merchantSchema>;
export type PaymentInput = z.input<typeof paymentSchema>;
export type PlanRequest = z.input<typeof planRequestSchema>;

/** A request to refund, as far as every gateway has it. */
export type PlainRequest = {
  readonly merchantId: string;
  readonly reference: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly notificationUrl: string | null;
};

export type PlainRefund = PlainRequest & {
  /** The gateway's own number. */
  readonly id: string;
  readonly behaviour: Behaviour;
  readonly settleAt: number | null;
  status: "pending" | "succeeded" | "failed";
  resultCode: string | null;
  /** How often money left. */
  moves: number;
  /** Sends of notifications that are still under way. */
  notificationsDue: number;
  notifications: Try[];
};

export type PlainSubmission = { readonly reference: string; readonly at: string; readonly result: string };
export type Violation = { readonly at: string; readonly what: string };

export type PlainEvent =
  | { readonly type: "merchant"; readonly id: string; readonly merchant: z.infer<typeof merchantSchema> }
  | { readonly type: "payment"; readonly payment: z.infer<typeof paymentSchema> }
  | { readonly type: "plan"; readonly merchantId: string | null; readonly plan: Plan }
  | { readonly type: "queue_served"; readonly merchantId: string | null }
  | { readonly type: "submission"; readonly submission: PlainSubmission }
  | { readonly type: "taken"; readonly refund: PlainRefund }
  | { readonly type: "settled"; readonly id: string; readonly failure: string | null; readonly notifications: number }
  | { readonly type: "tried"; readonly id: string; readonly result: Try; readonly last: boolean }
  | { readonly type: "violation"; readonly violation: Violation };

/** Everything a plain emulator knows: a fold over its journal. */
export class PlainTruth {
  readonly merchants = new Map<string, z.infer<typeof merchantSchema>>();
  readonly payments = new Map<string, z.infer<typeof paymentSchema>>();
  readonly refunds = new Map<string, PlainRefund>();
  readonly submissions: PlainSubmission[] = [];
  readonly violations: Violation[] = [];
  readonly plans = new Plans();
  readonly #journal: Journal<PlainEvent>;

  constructor(journal: Journal<PlainEvent>) {
    this.#journal = journal;
    for (const event of journal.past) this.#apply(event);
  }

  /** Nothing is known before it is written. */
  record(event: PlainEvent): void {
    this.#journal.append(event);
    this.#apply(event);
  }

  refundOf(merchantId: string, reference: string): PlainRefund | undefined {
    return [...this.refunds.values()].find((one) => one.merchantId === merchantId && one.reference === reference);
  }

  /** What can still be given back of a payment; undefined where there is none. */
  leftOf({ merchantId, paymentId }: PlainRequest): number | undefined {
    const payment = this.payments.get(`${merchantId}|${paymentId}`);
    const refunds = [...this.refunds.values()].filter(
      (one) => one.merchantId === merchantId && one.paymentId === paymentId && one.status !== "failed",
    );
    return payment && refunds.reduce((left, { amountMinor }) => left - amountMinor, payment.amountMinor);
  }

  #apply(event: PlainEvent): void {
    switch (event.type) {
      case "merchant":
        this.merchants.set(event.id, event.merchant);
        return;
      case "payment":
        this.payments.set(`${event.payment.merchantId}|${event.payment.paymentId}`, event.payment);
        return;
      case "plan":
        this.plans.set(event.merchantId, event.plan);
        return;
      case "queue_served":
        this.plans.served(event.merchantId);
        return;
      case "submission":
        this.submissions.push(event.submission);
        return;
      case "taken":
        this.refunds.set(event.refund.id, { ...event.refund, notifications: [] });
        return;
      case "settled":
        this.#settle(event);
        return;
      case "tried":
        this.#tried(event);
        return;
      case "violation":
        this.violations.push(event.violation);
        return;
    }
  }

  #settle({ id: number, failure, notifications }: Extract<PlainEvent, { type: "settled" }>): void {
    const refund = this.refunds.get(number);
    if (!refund) return;
    Object.assign(refund, {
      status: failure === null ? "succeeded" : "failed",
      resultCode: failure,
      moves: failure === null ? refund.moves + 1 : refund.moves,
      notificationsDue: notifications,
    });
  }

  #tried({ id: number, result, last }: Extract<PlainEvent, { type: "tried" }>): void {
    const refund = this.refunds.get(number);
    refund?.notifications.push(result);
    if (refund && last) refund.notificationsDue = Math.max(0, refund.notificationsDue - 1);
  }
}
