import type { ApprovalSort, ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalFilter } from "#lib/contracts/list-filters.ts";
import type { PageDto } from "#lib/contracts/order.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { ApprovalPageDto, DeadlineDto } from "#lib/contracts/views.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { standingParts } from "#lib/domain/group.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { MaskedReceiver } from "#lib/domain/receiver.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { beyond, keysetPage, openPosition, orderBy } from "#lib/services/keyset.ts";
import { decisionAbility } from "./abilities.ts";
import { approvalCondition, inTab, rowsOf } from "./approval-filter.ts";
import { APPROVALS_BY, type QueuedRow } from "./approval-sort.ts";
import { type ApproverLimit, limitDto, readApproverLimits, withinLimits } from "./approver-limits.ts";
import { REFUND_ROW_PARTS, type RefundRow, refundRowDto } from "./refund-dto.ts";
import { sealTogether } from "./together.ts";

type ListApprovals = ApprovalFilter & {
  readonly tab: ApprovalTab;
  readonly sort?: ApprovalSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** What waits for approval, by whom it can be decided; what is decided as one is one row. */
export async function listApprovals(
  context: AppContext,
  asked: ListApprovals,
): Promise<Result<ApprovalPageDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const page = await readQueue(context, asked);
  if (!page.ok) return page;
  const partsOf = await readGroups(context, page.value.items);
  const limits = asked.tab === "for-me" ? await readApproverLimits(context) : [];
  const items = page.value.items.map((row) => approvalRow(context, partsOf(row), { row, limits }));
  return ok({ ...page.value, items, deadline: await readDeadline(context), limits: limits.map(limitDto) });
}

async function readQueue(
  context: AppContext,
  { tab, sort = "newest", cursor, limit, ...filter }: ListApprovals,
): Promise<Result<PageDto<RefundRow>, AppError>> {
  const keyset = APPROVALS_BY[sort];
  const from = openPosition(keyset, cursor);
  if (!from.ok) return from;
  const me = context.operator.kind === "user" ? context.operator.id : null;
  const found = await context.prisma.$queryRaw<QueuedRow[]>`
    SELECT r.id, r.created_at, r.expires_at, t.currency, t.amount_minor FROM ${rowsOf(tab)}
    WHERE ${inTab(tab, me)} AND ${await approvalCondition(context, tab, filter)} ${beyond(keyset, from.value)}
    ${orderBy(keyset, from.value)} LIMIT ${limit + 1}`;
  const page = keysetPage(keyset, found, { from: from.value, limit });
  const rows = await context.prisma.refund.findMany({
    where: { id: { in: page.items.map(({ id }) => id) } },
    include: REFUND_ROW_PARTS,
    relationLoadStrategy: "join",
  });
  return ok({ ...page, items: page.items.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []) });
}

async function readDeadline({ prisma }: AppContext): Promise<DeadlineDto> {
  const { approvalTtlHours } = await readSettings(prisma);
  return { asOf: new Date().toISOString(), approvalTtlHours };
}

/** All parts of the groups on this page, also those that are on another one. */
async function readGroups(
  { prisma }: AppContext,
  rows: readonly RefundRow[],
): Promise<(row: RefundRow) => readonly RefundRow[]> {
  const ids = [...new Set(rows.flatMap(({ groupId }) => groupId ?? []))];
  if (ids.length === 0) return (row) => [row];
  const parts = await prisma.refund.findMany({
    where: { groupId: { in: ids } },
    include: REFUND_ROW_PARTS,
    relationLoadStrategy: "join",
  });
  return (row) => (row.groupId === null ? [row] : parts.filter(({ groupId }) => groupId === row.groupId));
}

type RowToShow = { readonly row: RefundRow; readonly limits: readonly ApproverLimit[] };

function approvalRow(context: AppContext, parts: readonly RefundRow[], { row, limits }: RowToShow): ApprovalRowDto {
  const stand = standingParts(parts);
  const together = stand.some(({ id }) => id === row.id) ? stand : [row];
  const sum = { minor: together.reduce((total, { amountMinor }) => total + amountMinor, 0n), currency: row.currency };
  return {
    ...refundRowDto(row),
    receiver: receiverOf(together),
    together: { amount: moneyToText(sum), count: together.length },
    sealedHash: sealTogether(parts),
    approve: withinLimits(decisionAbility(context, together), limits, sum),
  };
}

/** All that is asked for together goes to one account, or back the way it came. */
function receiverOf(together: readonly RefundRow[]): MaskedReceiver | null {
  return (together.find(({ receiverMasked }) => receiverMasked)?.receiverMasked ?? null) as MaskedReceiver | null;
}
