import { z } from "zod";
import { REVIEW_ANSWERS, type ReviewAnswer } from "#lib/domain/review.ts";
import { CASE_KINDS, CASE_SORTS, SEVERITIES } from "./case-names.ts";
import { gatewaySchema } from "./list-filters.ts";
import { pageShape } from "./lists.ts";
import { noteSchema, type PersonDto, type RefundRowDto } from "./refund.ts";

/** Something that needs people, as its queue shows it. */
export type CaseDto = {
  readonly id: string;
  readonly kind: string;
  readonly severity: number;
  readonly openedAt: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly refund: RefundRowDto;
  /** The number to paste into the gateway's portal, and what to look for there. */
  readonly atGateway: {
    readonly gatewayTransactionRef: string | null;
    readonly gatewayPaymentRef: string | null;
    readonly gatewayRef: string | null;
  };
  /** All that was ever proved, for and against. */
  readonly proofs: readonly CaseProofDto[];
  readonly answers: readonly ReviewAnswer[];
  readonly proposal: ProposalDto | null;
  /** Why the viewer may not propose or confirm, as keys of the `why` messages. */
  readonly mayPropose: { readonly may: true } | { readonly may: false; readonly why: string };
  readonly mayConfirm: { readonly may: true } | { readonly may: false; readonly why: string };
};

export type CaseProofDto = {
  readonly verdict: string;
  readonly source: string;
  readonly gatewayRef: string | null;
  readonly at: string;
};

/** A case about a payment: what is booked here and what the gateway says differ. */
export type PaymentCaseDto = Pick<
  CaseDto,
  "id" | "kind" | "severity" | "openedAt" | "detail" | "answers" | "proposal" | "mayPropose" | "mayConfirm"
> & {
  readonly orderId: string | null;
  readonly paymentRef: string | null;
  readonly account: { readonly gateway: string; readonly label: string };
  readonly currency: string;
  readonly ours: string | null;
  readonly theirs: string | null;
};

/** Whatever needs people. */
export type AnyCaseDto = CaseDto | PaymentCaseDto;

export const listCasesSchema = z.strictObject({
  ...pageShape,
  kind: z.enum(CASE_KINDS, "kind_unknown").optional(),
  gateway: gatewaySchema.optional(),
  severity: z.enum(SEVERITIES, "severity_unknown").optional(),
  sort: z.enum(CASE_SORTS, "sort_unknown").default("gravest"),
});
export type ListCases = Partial<z.infer<typeof listCasesSchema>>;

export type ProposalDto = {
  readonly id: string;
  readonly answer: ReviewAnswer;
  readonly by: PersonDto;
  readonly at: string;
  readonly evidence: string;
  readonly gatewayRef: string | null;
};

/** `evidence` says what was seen where: the portal's ID and time, or the extract in which it is missing. */
export const proposeAnswerSchema = z.strictObject({
  caseId: z.uuid(),
  answer: z.enum(REVIEW_ANSWERS),
  evidence: noteSchema.pipe(z.string().min(1, "evidence_missing")),
  gatewayRef: z.string().trim().max(100).optional(),
});
export type ProposeAnswerInput = z.infer<typeof proposeAnswerSchema>;

export const decisionIdSchema = z.strictObject({ decisionId: z.uuid() });
