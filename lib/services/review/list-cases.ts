import type { CaseSort } from "#lib/contracts/case-names.ts";
import type { PageDto } from "#lib/contracts/order.ts";
import type { AnyCaseDto, CaseDto, CaseProofDto, ListCases } from "#lib/contracts/review.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { allOf } from "#lib/services/filter-sql.ts";
import {
  beyond,
  type Keyset,
  keysetPage,
  numberColumn,
  openPosition,
  orderBy,
  timeColumn,
} from "#lib/services/keyset.ts";
import { REFUND_ROW_PARTS, refundRowDto } from "#lib/services/refunds/refund-dto.ts";
import { type Evidence, Prisma } from "#prisma/generated/client.ts";
import { namesOf, proposalDto, rightsOf } from "./case-parts.ts";
import { readPaymentCases } from "./read-payment-cases.ts";
import { answersFor } from "./review-case.ts";

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

type Place = { readonly id: string; readonly severity: number; readonly opened_at: Date };

const id = Prisma.sql`c.id`;
const openedAt = timeColumn<Place>(Prisma.sql`c.opened_at`, (row) => row.opened_at);
const severity = numberColumn<Place>(Prisma.sql`c.severity`, (row) => row.severity);

/** Of those that are as grave as each other the one that waits longest comes first. */
const CASES_BY: Readonly<Record<CaseSort, Keyset<Place>>> = {
  gravest: { name: "gravest", columns: [severity, openedAt], id, isDescending: false },
  oldest: { name: "oldest", columns: [openedAt], id, isDescending: false },
  newest: { name: "newest", columns: [openedAt], id, isDescending: true },
};

/** What needs people now, about refunds and about payments. */
export async function listCases(
  context: AppContext,
  { sort = "gravest", cursor, limit = 50, ...filter }: ListCases,
): Promise<Result<PageDto<AnyCaseDto>, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const keyset = CASES_BY[sort];
  const from = openPosition(keyset, cursor);
  if (!from.ok) return from;
  const found = await context.prisma.$queryRaw<Place[]>`
    SELECT c.id, c.severity, c.opened_at FROM review_case c
    WHERE c.closed_at IS NULL AND (c.refund_id IS NOT NULL OR c.gateway_account_id IS NOT NULL)
      ${conditions(filter)} ${beyond(keyset, from.value)}
    ${orderBy(keyset, from.value)} LIMIT ${limit + 1}`;
  const page = keysetPage(keyset, found, { from: from.value, limit });
  const among = { in: page.items.map((entry) => entry.id) };
  const [aboutRefunds, aboutPayments] = await Promise.all([
    readRefundCases(context, { id: among }),
    readPaymentCases(context, { id: among, refundId: null }),
  ]);
  const all: readonly AnyCaseDto[] = [...aboutRefunds, ...aboutPayments];
  return ok({ ...page, items: page.items.flatMap((place) => all.find((entry) => entry.id === place.id) ?? []) });
}

function conditions({ kind, gateway, severity: grave }: ListCases): Prisma.Sql {
  const given = allOf([
    kind && Prisma.sql`c.kind = ${kind}`,
    gateway && Prisma.sql`c.gateway_account_id IN (SELECT a.id FROM gateway_account a WHERE a.gateway = ${gateway})`,
    grave && Prisma.sql`c.severity = ${Number(grave)}`,
  ]);
  return given ?? Prisma.empty;
}

/** The gravest open one of a refund. */
export async function getCase(context: AppContext, refundId: string): Promise<Result<CaseDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const [first] = await readRefundCases(context, { closedAt: null, refundId });
  return first ? ok(first) : err(appError("not_found"));
}

async function readRefundCases(context: AppContext, where: Prisma.CaseWhereInput): Promise<readonly CaseDto[]> {
  const cases = await context.prisma.case.findMany({
    where,
    include: CASE_PARTS,
    orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
    relationLoadStrategy: "join",
  });
  const names = await namesOf(context, cases);
  return cases.flatMap((entry) => (entry.refund ? [caseDto(context, entry, entry.refund, names)] : []));
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

function proofDto({ verdict, source, gatewayRef, at }: Evidence): CaseProofDto {
  return { verdict, source, gatewayRef, at: at.toISOString() };
}
