import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { canMove, type RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import type { Refund } from "#prisma/generated/client.ts";
import type { Decided } from "./approve-refund.ts";
import { sealRefund } from "./seal.ts";
import { lockTogether, moveTogether, type Together } from "./together.ts";
import { isUnverified } from "./unverified.ts";

const HOUR_MS = 3_600_000;

/**
 * Takes a refund back before it is sent, with all that was asked for together with it: its requester at any time, a
 * manager once it is in line (before that a manager rejects, with a reason). Once any of it is being sent, nobody can
 * (B08).
 */
export function withdrawRefund(
  context: AppContext,
  { refundId }: { readonly refundId: string },
): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.withdraw");
    if (!allowed.ok) return allowed;
    const found = await lockTogether(tx, refundId);
    if (!found) return err(appError("refund_not_found"));
    const { parts } = found;
    const isInLine = parts.every(({ state }) => state === "queued");
    const managerMay = isInLine && context.operator.kind === "user" && may(context.operator, "refunds.approve");
    if (!isRequester(context, parts[0]) && !managerMay) return err(appError("forbidden"));
    if (parts.some(isUnverified)) return err(appError("not_verified_yet"));
    const gone = await firstThatMoved(tx, parts, "cancelled");
    if (gone) return err(appError("too_late", { detail: { state: gone.state } }));
    await moveTogether(tx, parts, () => ({ to: "cancelled", by: context.operator }));
    return ok({ id: refundId, state: "cancelled" });
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
    const found = await lockTogether(tx, refundId);
    if (!found) return err(appError("refund_not_found"));
    if (!isRequester(context, found.parts[0])) return err(appError("forbidden"));
    const other = found.parts.find(({ state }) => state !== "sent_back");
    if (other) return err(appError("too_late", { detail: { state: other.state } }));
    await askApprovalAnew(tx, context, found.parts, { note });
    return ok({ id: refundId, state: "awaiting_approval" });
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
    const found = await lockTogether(tx, refundId);
    if (!found) return err(appError("refund_not_found"));
    const [first] = found.parts;
    const approvers = await tx.approvals.approversOf(first.id, first.sealedHash);
    if (context.operator.kind !== "user" || !approvers.includes(context.operator.id)) return err(appError("forbidden"));
    const gone =
      found.parts.find(({ state }) => state !== "queued") ??
      (await firstThatMoved(tx, found.parts, "awaiting_approval"));
    if (gone) return err(appError("too_late", { detail: { state: gone.state } }));
    await askApprovalAnew(tx, context, found.parts, { undone: true });
    return ok({ id: refundId, state: "awaiting_approval" });
  });
}

/** An approval does not wait for ever (B14): all that it left in line goes back to the people. */
export async function letApprovalLapse(
  tx: StoreTransaction,
  context: Pick<AppContext, "operator">,
  { refundId, before }: { readonly refundId: string; readonly before: Date },
): Promise<void> {
  const parts = await tx.refunds.lockTogether(refundId);
  const [first, ...others] = parts.filter(
    ({ state, approvedAt }) => state === "queued" && approvedAt !== null && approvedAt <= before,
  );
  if (first) await askApprovalAnew(tx, context, [first, ...others], { expired: true });
}

/** A new round: new seals, so that no earlier approval counts. */
async function askApprovalAnew(
  tx: StoreTransaction,
  context: Pick<AppContext, "operator">,
  parts: Together,
  why: { readonly note?: string; readonly undone?: boolean; readonly expired?: boolean },
): Promise<void> {
  const now = await tx.now();
  const { approvalTtlHours } = await tx.settings();
  await moveTogether(tx, parts, (part) => {
    const approvalRound = part.approvalRound + 1;
    return {
      to: "awaiting_approval",
      by: context.operator,
      data: { ...why },
      patch: {
        approvalRound,
        sealedHash: sealRefund({ ...part, approvalRound }),
        approvedAt: null,
        // After a restore its gateway is still asked for it, whoever decides meanwhile.
        nextRunAt: isUnverified(part) ? now : null,
        leaseOwner: null,
        leaseUntil: null,
        expiresAt: new Date(now.getTime() + approvalTtlHours * HOUR_MS),
        ...(why.note ? { note: why.note } : {}),
      },
    };
  });
}

/** The one that keeps all from being taken back: it may be under way, or has come to an end. */
async function firstThatMoved(tx: StoreTransaction, parts: Together, to: RefundState): Promise<Refund | null> {
  for (const part of parts) if (!canMove(part.state, to) || (await mayBeUnderWay(tx, part))) return part;
  return null;
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
