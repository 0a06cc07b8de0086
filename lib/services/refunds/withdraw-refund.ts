import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import type { Refund } from "#prisma/generated/client.ts";
import type { Decided } from "./approve-refund.ts";
import { moveRefund } from "./move-refund.ts";
import { sealRefund } from "./seal.ts";
import { isUnverified } from "./unverified.ts";

const HOUR_MS = 3_600_000;

/**
 * Takes a refund back before it is sent: its requester at any time, a manager once it is in line (before that a manager
 * rejects, with a reason). Once it is being sent, nobody can (B08).
 */
export function withdrawRefund(
  context: AppContext,
  { refundId }: { readonly refundId: string },
): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.withdraw");
    if (!allowed.ok) return allowed;
    const refund = await tx.refunds.lock(refundId);
    if (!refund) return err(appError("refund_not_found"));
    const managerMay =
      refund.state === "queued" && context.operator.kind === "user" && may(context.operator, "refunds.approve");
    if (!isRequester(context, refund) && !managerMay) return err(appError("forbidden"));
    if (isUnverified(refund)) return err(appError("not_verified_yet"));
    if (await mayBeUnderWay(tx, refund)) return err(appError("too_late", { detail: { state: refund.state } }));
    const moved = await moveRefund(tx, refund, { to: "cancelled", by: context.operator });
    return moved
      ? ok({ id: moved.id, state: moved.state })
      : err(appError("too_late", { detail: { state: refund.state } }));
  });
}

/** The requester's answer to a refund that was sent back; it waits for approval anew, from the start. */
export function answerSentBack(
  context: AppContext,
  { refundId, note }: { readonly refundId: string; readonly note: string },
): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.request");
    if (!allowed.ok) return allowed;
    const refund = await tx.refunds.lock(refundId);
    if (!refund) return err(appError("refund_not_found"));
    if (!isRequester(context, refund)) return err(appError("forbidden"));
    if (refund.state !== "sent_back") return err(appError("too_late", { detail: { state: refund.state } }));
    return askApprovalAnew(tx, context, refund, { note });
  });
}

/** Within the undo window an approver takes the last yes back; all approvals of this round are void. */
export function undoApproval(
  context: AppContext,
  { refundId }: { readonly refundId: string },
): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.approve");
    if (!allowed.ok) return allowed;
    const refund = await tx.refunds.lock(refundId);
    if (!refund) return err(appError("refund_not_found"));
    const approvers = await tx.approvals.approversOf(refund.id, refund.sealedHash);
    if (context.operator.kind !== "user" || !approvers.includes(context.operator.id)) return err(appError("forbidden"));
    if (refund.state !== "queued" || (await mayBeUnderWay(tx, refund)))
      return err(appError("too_late", { detail: { state: refund.state } }));
    return askApprovalAnew(tx, context, refund, { undone: true });
  });
}

/** A new round: a new seal, so that no earlier approval counts. */
export async function askApprovalAnew(
  tx: StoreTransaction,
  context: Pick<AppContext, "operator">,
  refund: Refund,
  why: { readonly note?: string; readonly undone?: boolean; readonly expired?: boolean },
): Promise<Result<Decided, AppError>> {
  const approvalRound = refund.approvalRound + 1;
  const now = await tx.now();
  const { approvalTtlHours } = await tx.settings();
  const moved = await moveRefund(tx, refund, {
    to: "awaiting_approval",
    by: context.operator,
    data: { ...why },
    patch: {
      approvalRound,
      sealedHash: sealRefund({ ...refund, approvalRound }),
      approvedAt: null,
      // After a restore its gateway is still asked for it, whoever decides meanwhile.
      nextRunAt: isUnverified(refund) ? now : null,
      leaseOwner: null,
      leaseUntil: null,
      expiresAt: new Date(now.getTime() + approvalTtlHours * HOUR_MS),
      ...(why.note ? { note: why.note } : {}),
    },
  });
  return moved
    ? ok({ id: moved.id, state: moved.state })
    : err(appError("too_late", { detail: { state: refund.state } }));
}

/** Something of it left once, even if it was called absent later: from then on only proof or two people end it. */
async function mayBeUnderWay(tx: StoreTransaction, refund: Refund): Promise<boolean> {
  const attempts = await tx.attempts.of(refund.id);
  return attempts.some(({ kind, outcome }) => kind === "submit" && outcome !== "not_sent");
}

function isRequester(context: AppContext, refund: Refund): boolean {
  if (context.operator.kind === "user") return refund.requestedByUserId === context.operator.id;
  return context.operator.kind === "api-key" && refund.requestedByApiKeyId === context.operator.id;
}
