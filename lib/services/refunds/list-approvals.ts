import type { ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { ApprovalPageDto, DeadlineDto } from "#lib/contracts/views.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { standingParts } from "#lib/domain/group.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { decisionAbility } from "./abilities.ts";
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
  const page = await readRefundPage(context, approvalFilter(tab, me), input);
  if (!page.ok) return page;
  const rows = page.value.items;
  const partsOf = await readGroups(context, rows);
  // What was decided has a life of its own, part by part.
  const shown = tab === "decided" ? rows : rows.filter((row, index) => isFirstOfItsGroup(row, rows.slice(0, index)));
  const items = shown.map((row) => approvalRow(context, row, partsOf(row)));
  return ok({ ...page.value, items, deadline: await readDeadline(context) });
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

function approvalRow(context: AppContext, row: RefundRow, parts: readonly RefundRow[]): ApprovalRowDto {
  const stand = standingParts(parts);
  const together = stand.some(({ id }) => id === row.id) ? stand : [row];
  const minor = together.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    ...refundRowDto(row),
    together: { amount: moneyToText({ minor, currency: row.currency }), count: together.length },
    sealedHash: sealTogether(parts),
    approve: decisionAbility(context, together),
  };
}

export function approvalFilter(tab: ApprovalTab, me: string | null): Prisma.RefundWhereInput {
  const mine: Prisma.RefundWhereInput = me ? { requestedByUserId: me } : { id: { in: [] } };
  const approvedByMe: Prisma.RefundWhereInput = me
    ? { approvals: { some: { approverId: me, kind: "approve" } } }
    : { id: { in: [] } };
  switch (tab) {
    case "for-me":
      // A request of an API key is nobody's: for SQL, which knows no "not" of what is unknown, it has to be named.
      return {
        state: "awaiting_approval",
        OR: [{ requestedByUserId: null }, { requestedByUserId: { not: me } }],
        NOT: approvedByMe,
      };
    case "waiting":
      return { state: "awaiting_approval", OR: [mine, approvedByMe] };
    case "sent-back":
      return { state: "sent_back", ...(me ? mine : {}) };
    case "decided":
      return me ? { approvals: { some: { approverId: me } }, state: { not: "awaiting_approval" } } : { id: { in: [] } };
  }
}
