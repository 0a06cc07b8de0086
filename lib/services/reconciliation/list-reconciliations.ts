import type {
  ComparableAccount,
  DifferenceDto,
  ReconciliationDto,
  ReconciliationReport,
} from "#lib/contracts/reconciliation.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import type { DifferenceKind } from "#lib/domain/reconcile.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const RUNS_SHOWN = 50;
/** Where more differ, the figures of the whole say more than the rows. */
const DIFFERENCES_SHOWN = 1_000;

const PARTS = {
  account: { select: { id: true, gateway: true, label: true } },
  _count: { select: { differences: true } },
} as const satisfies Prisma.ReconciliationInclude;

type WithParts = Prisma.ReconciliationGetPayload<{ include: typeof PARTS }>;

export async function listComparableAccounts(context: AppContext): Promise<Result<ComparableAccount[], AppError>> {
  const allowed = demand(context, "reconciliation.run");
  if (!allowed.ok) return allowed;
  const accounts = await context.prisma.gatewayAccount.findMany({
    select: PARTS.account.select,
    orderBy: [{ gateway: "asc" }, { label: "asc" }],
  });
  return ok(accounts);
}

/** The latest comparisons, newest first. */
export async function listReconciliations(context: AppContext): Promise<Result<ReconciliationDto[], AppError>> {
  const allowed = demand(context, "reconciliation.run");
  if (!allowed.ok) return allowed;
  const runs = await context.prisma.reconciliation.findMany({
    include: PARTS,
    orderBy: { startedAt: "desc" },
    take: RUNS_SHOWN,
  });
  return ok(runs.map(toDto));
}

export async function getReconciliation(
  context: AppContext,
  id: string,
): Promise<Result<ReconciliationReport, AppError>> {
  const allowed = demand(context, "reconciliation.run");
  if (!allowed.ok) return allowed;
  const run = isId(id) ? await context.prisma.reconciliation.findUnique({ where: { id }, include: PARTS }) : null;
  if (!run) return err(appError("not_found"));
  const rows = await context.prisma.reconciliationDifference.findMany({
    where: { reconciliationId: id },
    include: {
      payment: { select: { order: { select: { orderId: true } } } },
      refund: { select: { order: { select: { orderId: true } } } },
    },
    orderBy: [{ severity: "asc" }, { id: "asc" }],
    take: DIFFERENCES_SHOWN,
  });
  const found = rows.map(
    (row): DifferenceDto => ({
      id: row.id.toString(),
      kind: row.kind as DifferenceKind,
      severity: row.severity,
      subject: row.subject,
      orderId: row.payment?.order.orderId ?? row.refund?.order.orderId ?? null,
      refundId: row.refundId,
      ours: row.ours,
      theirs: row.theirs,
      currency: row.currency,
      line: row.line,
    }),
  );
  return ok({ ...toDto(run), found });
}

function toDto(run: WithParts): ReconciliationDto {
  return {
    id: run.id,
    kind: run.kind === "file" ? "file" : "gateway",
    account: run.account,
    fileName: run.fileName,
    isNightly: run.night !== null,
    askedBy: run.askedByName,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    total: run.total,
    checked: run.checked,
    unanswered: run.unanswered,
    differences: run._count.differences,
  };
}
