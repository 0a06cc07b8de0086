import type { CaseDto, CaseProofDto, ProposalDto } from "#lib/contracts/review.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { REVIEW_ANSWERS } from "#lib/domain/review.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { REFUND_ROW_PARTS, refundRowDto } from "#lib/services/refunds/refund-dto.ts";
import type { Decision, Evidence, Prisma } from "#prisma/generated/client.ts";
import { answersFor } from "./review-case.ts";

/** More open cases than this and the house has another problem than the order of its list. */
const MOST_SHOWN = 200;

const CASE_PARTS = {
  refund: {
    include: {
      ...REFUND_ROW_PARTS,
      payment: true,
      attempts: { orderBy: { number: "asc" } },
      evidence: { orderBy: { id: "asc" } },
    },
  },
  decisions: { where: { applied: false, cancelledAt: null }, take: 1 },
} as const satisfies Prisma.CaseInclude;

type CaseWithParts = Prisma.CaseGetPayload<{ include: typeof CASE_PARTS }>;

/** What needs people now: the gravest first, then the oldest. */
export async function listCases(
  context: AppContext,
  filter: { readonly refundId?: string } = {},
): Promise<Result<readonly CaseDto[], AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const cases = await context.prisma.case.findMany({
    where: { closedAt: null, refundId: filter.refundId ?? { not: null } },
    include: CASE_PARTS,
    orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
    take: MOST_SHOWN,
    relationLoadStrategy: "join",
  });
  const names = await namesOf(
    context,
    cases.flatMap((entry) => entry.decisions.map((decision) => decision.proposedBy)),
  );
  return ok(cases.flatMap((entry) => (entry.refund ? [caseDto(context, entry, entry.refund, names)] : [])));
}

export async function getCase(context: AppContext, refundId: string): Promise<Result<CaseDto, AppError>> {
  const cases = await listCases(context, { refundId });
  if (!cases.ok) return cases;
  const [first] = cases.value;
  return first ? ok(first) : err(appError("not_found"));
}

function caseDto(
  context: AppContext,
  entry: CaseWithParts,
  refund: NonNullable<CaseWithParts["refund"]>,
  names: ReadonlyMap<string, string>,
): CaseDto {
  const [open] = entry.decisions;
  return {
    id: entry.id,
    kind: entry.kind,
    severity: entry.severity,
    openedAt: entry.openedAt.toISOString(),
    detail: entry.detail as Record<string, unknown>,
    refund: refundRowDto(refund),
    atGateway: {
      gatewayTransactionRef: refund.payment.gatewayTransactionRef,
      gatewayPaymentRef: refund.payment.gatewayPaymentRef,
      gatewayRef: refund.attempts.findLast((attempt) => attempt.gatewayRef !== null)?.gatewayRef ?? null,
    },
    answers: answersFor(refund, refund.attempts, entry),
    proofs: refund.evidence.map(proofDto),
    proposal: open ? proposalDto(open, names) : null,
    ...rightsOf(context, open, refund.requestedByUserId),
  };
}

/** Who proposes does not confirm, and who asked for the refund does neither. */
export function rightsOf(
  { operator }: AppContext,
  open: Decision | undefined,
  requesterId: string | null,
): Pick<CaseDto, "mayPropose" | "mayConfirm"> {
  const me = operator.kind === "user" ? operator.id : null;
  const mine = me !== null && requesterId === me;
  const right = !may(operator, "refunds.resolve") ? "no_right" : mine ? "your_own" : null;
  const proposeWhy = right ?? (open ? "already_proposed" : null);
  const confirmWhy = right ?? (!open ? "nothing_proposed" : open.proposedBy === me ? "your_own_proposal" : null);
  return {
    mayPropose: proposeWhy ? { may: false, why: proposeWhy } : { may: true },
    mayConfirm: confirmWhy ? { may: false, why: confirmWhy } : { may: true },
  };
}

function proofDto({ verdict, source, gatewayRef, at }: Evidence): CaseProofDto {
  return { verdict, source, gatewayRef, at: at.toISOString() };
}

export function proposalDto(decision: Decision, names: ReadonlyMap<string, string>): ProposalDto {
  const { text = "", gatewayRef = null } = decision.evidence as { text?: string; gatewayRef?: string | null };
  return {
    id: decision.id,
    answer: REVIEW_ANSWERS.find((answer) => answer === decision.answer) ?? "noted",
    by: { kind: "user", id: decision.proposedBy, name: names.get(decision.proposedBy) ?? "" },
    at: decision.proposedAt.toISOString(),
    evidence: text,
    gatewayRef,
  };
}

export async function namesOf({ prisma }: AppContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const users = await prisma.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name]));
}
