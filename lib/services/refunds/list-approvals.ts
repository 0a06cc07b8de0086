import type { ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { ApprovalPageDto, DeadlineDto } from "#lib/contracts/views.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { standingParts } from "#lib/domain/group.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { MaskedReceiver } from "#lib/domain/receiver.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { decisionAbility } from "./abilities.ts";
import { approvalFilter } from "./approval-filter.ts";
import { type ApproverLimit, limitDto, readApproverLimits, withinLimits } from "./approver-limits.ts";
import { readRefundPage } from "./list-refunds.ts";
import { REFUND_ROW_PARTS, type RefundRow, refundRowDto } from "./refund-dto.ts";
import { sealTogether } from "./together.ts";

/** As the table of settings has it. */
const USUAL_TTL_HOURS = 72;

type ListApprovals = { readonly tab: ApprovalTab; readonly cursor?: string; readonly limit: number };

/** What waits for approval, by whom it can be decided; what is decided as one is one row. */
export async function listApprovals(
  context: AppContext,
  { tab, ...input }: ListApprovals,
): Promise<Result<ApprovalPageDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const me = context.operator.kind === "user" ? context.operator.id : null;
  const page = await readRefundPage(context, await approvalFilter(context, tab, me), input);
  if (!page.ok) return page;
  const rows = page.value.items;
  const partsOf = await readGroups(context, rows);
  // What was decided has a life of its own, part by part.
  const shown = tab === "decided" ? rows : rows.filter((row, index) => isFirstOfItsGroup(row, rows.slice(0, index)));
  const limits = tab === "for-me" ? await readApproverLimits(context) : [];
  const items = shown.map((row) => approvalRow(context, partsOf(row), { row, limits }));
  return ok({ ...page.value, items, deadline: await readDeadline(context), limits: limits.map(limitDto) });
}

async function readDeadline({ prisma }: AppContext): Promise<DeadlineDto> {
  const settings = await prisma.merchantSettings.findUnique({ where: { id: 1 } });
  return { asOf: new Date().toISOString(), approvalTtlHours: settings?.approvalTtlHours ?? USUAL_TTL_HOURS };
}

function isFirstOfItsGroup({ groupId }: RefundRow, before: readonly RefundRow[]): boolean {
  return groupId === null || before.every((row) => row.groupId !== groupId);
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
