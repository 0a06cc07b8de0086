import { z } from "zod";
import type { ErrorCode } from "#lib/domain/error-codes.ts";
import type { EvidenceSource, Verdict } from "#lib/domain/evidence.ts";
import type { MaskedReceiver } from "#lib/domain/receiver.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { countCharacters, hasUnwelcomeCharacters, hasUnwelcomeCharactersInNote } from "#lib/domain/text.ts";

/** Amounts are decimal texts in major units; times are ISO 8601 with offset. The API's Refund object. */
export type RefundDto = {
  readonly id: string;
  readonly reference: string;
  readonly groupId: string | null;
  readonly orderId: string;
  readonly paymentId: string;
  readonly gateway: string;
  readonly gatewayAccountId: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly gatewayReason: string;
  readonly note: string | null;
  readonly receiver: MaskedReceiver | null;
  readonly state: RefundState;
  readonly proof: ProofDto | null;
  readonly attempts: readonly AttemptDto[];
  readonly approvals: readonly ApprovalDto[];
  readonly events: readonly EventDto[];
  readonly requiredApprovals: number;
  readonly requestedBy: PersonDto;
  readonly createdAt: string;
  readonly finalAt: string | null;
  /** While people have to decide. */
  readonly expiresAt: string | null;
  /** `queued`: when it leaves (the undo window); in flight: when the gateway is asked next. */
  readonly nextRunAt: string | null;
  /** What the gateway said when it refused, in its own words. */
  readonly gatewaySaid: { readonly code: string; readonly text: string } | null;
  /** Until when an unknown outcome is watched before absence can count as proof. */
  readonly quietUntil: string | null;
};

export type ProofDto = {
  readonly verdict: Verdict;
  readonly source: EvidenceSource;
  readonly at: string;
  readonly gatewayRef: string | null;
};

export type AttemptDto = {
  readonly number: number;
  readonly kind: "submit" | "query";
  readonly outcome: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly gatewayRef: string | null;
  readonly gatewayCode: string | null;
  readonly gatewayText: string | null;
  readonly cause: string | null;
};

export type ApprovalDto = {
  readonly kind: "approve" | "reject" | "send_back";
  readonly by: PersonDto;
  readonly at: string;
  readonly reason: string | null;
};

/** `kind` and `data` are translated on screen; `text` is the English sentence. */
export type EventDto = {
  readonly at: string;
  readonly kind: string;
  readonly by: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type PersonDto = { readonly kind: "user" | "api-key"; readonly id: string; readonly name: string };

/** A row of the refunds list and of the approval queue. */
export type RefundRowDto = Pick<
  RefundDto,
  | "id"
  | "reference"
  | "orderId"
  | "paymentId"
  | "gateway"
  | "amount"
  | "currency"
  | "reason"
  | "state"
  | "requestedBy"
  | "createdAt"
  | "finalAt"
  | "expiresAt"
  | "nextRunAt"
  | "requiredApprovals"
> & { readonly method: string; readonly customerName: string; readonly approvalsGiven: number };

/** A row of the approval queue: what is decided as one, what was seen of it, and whether this person may decide it. */
export type ApprovalRowDto = RefundRowDto & {
  readonly receiver: MaskedReceiver | null;
  readonly together: { readonly amount: string; readonly count: number };
  readonly sealedHash: string;
  readonly approve: Ability;
};

/** How a decision about one of several ended; each has an end of its own. */
export type EachDecidedDto = { readonly refundId: string } & (
  | { readonly ok: true; readonly state: RefundState; readonly leavesAt: string | null }
  | { readonly ok: false; readonly code: ErrorCode; readonly eventId: string | null }
);

/** Why not, as a key of the `why` messages. */
export type Ability = { readonly may: true } | { readonly may: false; readonly why: string };

export const reasonSchema = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "reason_missing")
      .refine((text) => countCharacters(text) <= 64, "reason_too_long")
      .refine((text) => !hasUnwelcomeCharacters(text), "text_unwelcome_characters"),
  );

export const noteSchema = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .refine((text) => countCharacters(text) <= 1000, "note_too_long")
      .refine((text) => !hasUnwelcomeCharactersInNote(text), "text_unwelcome_characters"),
  );

/** Left unparsed here: its rules depend on the payment's gateway and currency, which only the server knows. */
const amountTextSchema = z.string().min(1, "money_unreadable").max(40, "money_unreadable");
const receiverInputSchema = z.strictObject({
  accountName: z.string().max(200),
  accountNumber: z.string().max(60),
  swiftCode: z.string().max(30),
});

/** What the form posts. `requestKey` was made when the form was rendered. */
export const requestRefundSchema = z.strictObject({
  requestKey: z.uuid(),
  paymentId: z.uuid(),
  amount: amountTextSchema,
  reason: reasonSchema,
  note: noteSchema.optional(),
  receiver: receiverInputSchema.optional(),
  /** The balance that the form showed; another one now is answered with the new equation. */
  balanceToken: z.string().max(200).optional(),
  /** "Request refund anyway": a second refund of the same amount within a minute is meant. */
  evenIfRepeated: z.boolean().optional(),
});
export type RequestRefundInput = z.infer<typeof requestRefundSchema>;

/** One amount, given back from several payments of an order. The parts' sum is the amount. */
export const requestGroupSchema = requestRefundSchema.omit({ paymentId: true, balanceToken: true }).extend({
  parts: z.array(requestRefundSchema.pick({ paymentId: true, amount: true, balanceToken: true })).max(20),
});
export type RequestGroupInput = z.infer<typeof requestGroupSchema>;

/** The body of POST /api/v1/refunds. */
export const apiRequestRefundSchema = z.strictObject({
  paymentId: z.string().min(1).max(100),
  amount: amountTextSchema,
  currency: z.string().max(10),
  reason: reasonSchema,
  note: noteSchema.optional(),
  receiver: receiverInputSchema.optional(),
});
export type ApiRequestRefundInput = z.infer<typeof apiRequestRefundSchema>;

/** As many as the longest page of the queue shows. */
const MOST_AT_ONCE = 200;
const manyOf = <Schema extends z.ZodType>(one: Schema) => z.array(one).min(1).max(MOST_AT_ONCE);

/** An approver names what was seen by its hash; other content now is refused. */
export const decideRefundSchema = z.strictObject({
  refundId: z.uuid(),
  sealedHash: z.string().min(1).max(200),
});
export const approveRefundsSchema = z.strictObject({ seen: manyOf(decideRefundSchema) });
export const decideWithReasonSchema = decideRefundSchema.extend({ reason: reasonSchema });
export const withdrawRefundSchema = z.strictObject({ refundId: z.uuid() });
export const answerSentBackSchema = z.strictObject({ refundId: z.uuid(), note: noteSchema });
export const checkPaymentSchema = z.strictObject({ paymentId: z.uuid() });
export const queryRefundSchema = z.strictObject({ refundId: z.uuid() });
export const undoApprovalsSchema = z.strictObject({ refundIds: manyOf(z.uuid()) });
export const revealReceiverSchema = z.strictObject({ refundId: z.uuid(), reason: reasonSchema });
