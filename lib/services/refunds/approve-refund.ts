import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { exceedsLimit, limitsOf } from "#lib/domain/policy.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { moveRefund } from "./move-refund.ts";

export type Decided = { readonly id: string; readonly state: RefundState };
type Deciding = { readonly refundId: string; readonly sealedHash: string };

/** Counts one person's yes. With the last one needed the refund joins the line, behind the undo window. */
export async function approveRefund(context: AppContext, input: Deciding): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const found = await refundToDecide(tx, context, input);
    if (!found.ok) return found;
    const { refund, approverId } = found.value;

    const within = await withinDailyLimit(tx, refund, approverId);
    if (!within.ok) return within;
    const already = await tx.approvals.approversOf(refund.id, refund.sealedHash);
    if (already.includes(approverId)) return err(appError("already_decided"));
    await tx.approvals.insert({
      refundId: refund.id,
      approverId,
      kind: "approve",
      reason: null,
      sealedHash: refund.sealedHash,
    });
    const given = already.length + 1;
    if (given < refund.requiredApprovals) {
      await tx.appendAudit({
        kind: "refund.approved",
        operator: context.operator,
        refundId: refund.id,
        paymentId: refund.paymentId,
        orderId: refund.orderId,
        data: { given, needed: refund.requiredApprovals },
      });
      return ok({ id: refund.id, state: refund.state });
    }

    const now = await tx.now();
    const { undoWindowMs } = await tx.settings();
    const patch = { approvedAt: now, nextRunAt: new Date(now.getTime() + undoWindowMs) };
    const moved = await moveRefund(tx, refund, {
      to: "queued",
      by: context.operator,
      data: { given, needed: refund.requiredApprovals },
      patch,
    });
    return moved ? ok({ id: moved.id, state: moved.state }) : err(appError("already_decided"));
  });
}

/** What one person approves in a day has an end where the policy says so (B07). */
async function withinDailyLimit(
  tx: StoreTransaction,
  { amountMinor, currency }: Refund,
  approverId: string,
): Promise<Result<null, AppError>> {
  const { document } = await tx.policy();
  if (limitsOf(document, "approver", currency).length === 0) return ok(null);
  const { zone } = await tx.settings();
  const minor = await tx.usage.approvedToday({ approverId, currency, zone });
  const limit = exceedsLimit(document, "approver", { minor: amountMinor, currency }, minor);
  if (!limit) return ok(null);
  const used = moneyToText({ minor, currency });
  return err(appError("daily_limit_reached", { detail: { limit: moneyToText(limit), used, currency } }));
}

/**
 * The refund that this person may decide now: locked, still waiting, not their own, and exactly what they saw.
 * The role is read in the same transaction, not from the page that was open (B06).
 */
export async function refundToDecide(
  tx: StoreTransaction,
  context: AppContext,
  { refundId, sealedHash }: Deciding,
): Promise<Result<{ refund: Refund; approverId: string }, AppError>> {
  if (context.operator.kind !== "user") return err(appError("forbidden"));
  const role = await tx.people.roleOf(context.operator.id);
  if (!role || !roleMay(role, "refunds.approve")) return err(appError("forbidden"));
  const refund = await tx.refunds.lock(refundId);
  if (!refund) return err(appError("refund_not_found"));
  if (refund.requestedByUserId === context.operator.id) return err(appError("not_your_own"));
  if (refund.state !== "awaiting_approval")
    return err(appError("already_decided", { detail: { state: refund.state } }));
  if (refund.expiresAt && refund.expiresAt <= (await tx.now())) return err(appError("too_late"));
  if (refund.sealedHash !== sealedHash) return err(appError("content_changed"));
  return ok({ refund, approverId: context.operator.id });
}
