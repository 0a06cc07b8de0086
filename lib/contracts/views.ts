import type { FieldError } from "#lib/domain/error-codes.ts";
import type { IdShape } from "#lib/domain/id-shape.ts";
import type { OrderDto, PageDto, PaymentDto } from "./order.ts";
import type { Ability, ApprovalRowDto, EventDto, RefundDto, RefundRowDto } from "./refund.ts";

/** What the viewer may do with this refund now, and why not, as keys of the `why` messages. */
export type RefundAbilities = {
  readonly approve: Ability;
  readonly sendBack: Ability;
  readonly reject: Ability;
  readonly withdraw: Ability;
  /** Within the undo window, by one of those who approved. */
  readonly undo: Ability;
  /** The beneficiary's account in full. */
  readonly reveal: Ability;
  readonly answer: Ability;
  readonly queryNow: Ability;
};

/** What was asked for together with a refund: the same request from several payments, each part with its own status. */
export type RefundGroupDto = {
  /** Of the parts that the next decision is about, and how many those are. */
  readonly amount: string;
  readonly count: number;
  /** Of all that was asked for. */
  readonly whole: string;
  readonly parts: readonly GroupPartDto[];
};
export type GroupPartDto = { readonly refund: RefundDto; readonly payment: PaymentDto };

/** The refund page and the open row of the approval queue. */
export type RefundViewDto = {
  readonly refund: RefundDto;
  /** What happened, newest first, with what colleagues wrote about it. */
  readonly timeline: readonly EventDto[];
  readonly payment: PaymentDto;
  readonly order: Pick<OrderDto, "orderId" | "customer" | "amount" | "currency" | "placedAt">;
  readonly abilities: RefundAbilities;
  readonly group: RefundGroupDto | null;
  /** What an approver signs: changes with any content, of a group also with any part's. */
  readonly sealedHash: string;
  readonly approversLeft: number;
  /** In line: the refund of the same payment that has to end first, where the gateway takes one at a time. */
  readonly waitsBehind: { readonly id: string; readonly reference: string } | null;
  /** Other refunds of the same payment, newest first. */
  readonly siblings: readonly RefundRowDto[];
};

/** What the refund form needs: one description draws the form, the same rules check it on the server. */
export type RefundFormDto = {
  readonly order: Pick<OrderDto, "orderId" | "customer" | "currency">;
  readonly payments: readonly PaymentDto[];
  readonly payment: PaymentDto;
  readonly askReceiver: boolean;
  readonly reasons: readonly string[];
  readonly currencyDigits: number;
  readonly blocked: string | null;
  /** Approvals the policy would ask for, by amount: the rules of this currency, smallest limit first. */
  readonly approvals: {
    readonly default: number;
    readonly upTo: readonly { readonly amount: string; readonly approvals: number }[];
    /** Rules about the reason, the receiver or the day's sum may ask for another number. */
    readonly mayDiffer: boolean;
  };
  readonly undoWindowMs: number;
};

/** What the form for several payments needs: those of one currency of which something can be refunded, newest first. */
export type GroupFormDto = Pick<RefundFormDto, "order" | "reasons" | "currencyDigits" | "blocked" | "undoWindowMs"> & {
  readonly currency: string;
  readonly parts: readonly (Pick<RefundFormDto, "payment" | "askReceiver" | "approvals"> & {
    /** Where the payment's own time is not known, that of its import. */
    readonly paidAt: string;
  })[];
};

/** Where an ID leads: what the palette offers for a pasted text. */
export type FoundDto = {
  readonly shape: IdShape;
  readonly refunds: readonly Pick<RefundRowDto, "id" | "reference" | "orderId" | "amount" | "currency" | "state">[];
  readonly orders: readonly { readonly orderId: string; readonly customerName: string }[];
};

/** With the sentence for the shape, so that the palette needs no words for shapes of its own. */
export type FoundAnswerDto = FoundDto & { readonly says: string };

/** What the support card says about one order or refund. */
export type SupportAnswerDto =
  | { readonly kind: "found"; readonly searched: string; readonly shape: IdShape; readonly order: OrderDto }
  | {
      readonly kind: "several";
      readonly searched: string;
      readonly orders: readonly {
        readonly orderId: string;
        readonly customerName: string;
        readonly placedAt: string;
      }[];
    }
  | {
      readonly kind: "not_found";
      readonly searched: string;
      readonly shape: IdShape;
      readonly near: readonly string[];
    };

/** The answer of every server action: errors come back as values, with what was wrong per field. */
export type ActionResult<T = null> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly sentence: string;
      readonly errors: readonly FieldError[];
      readonly detail: Readonly<Record<string, unknown>>;
      readonly eventId: string | null;
    };

/** What tells how much of the time to decide is left. */
export type DeadlineDto = { readonly asOf: string; readonly approvalTtlHours: number };

/** What the policy lets this person approve in a day, and what of it is left. */
export type DailyLimitDto = { readonly currency: string; readonly perDay: string; readonly left: string };

export type ApprovalPageDto = PageDto<ApprovalRowDto> & {
  readonly deadline: DeadlineDto;
  readonly limits: readonly DailyLimitDto[];
};
