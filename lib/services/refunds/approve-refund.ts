import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { exceedsLimit, limitsOf } from "#lib/domain/policy.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { lockTogether, moveTogether, sumOf, type Together } from "./together.ts";

export type Decided = { readonly id: string; readonly state: RefundState };
/** `leavesAt`: the end of the undo window, where this was the last yes needed. */
export type Approved = Decided & { readonly leavesAt: string | null };
type Deciding = { readonly refundId: string; readonly sealedHash: string };

/**
 * Counts one person's yes, to all that was asked for together. With the last one needed it joins the line, behind the
 * undo window.
 */
export async function approveRefund(context: AppContext, input: Deciding): Promise<Result<Approved, AppError>> {
  return context.store.transaction(async (tx) => {
    const found = await refundsToDecide(tx, context, input);
    if (!found.ok) return found;
    const { parts, approverId } = found.value;
    const [refund] = parts;

    const within = await withinDailyLimit(tx, parts, approverId);
    if (!within.ok) return within;
    const given = await countApproval(tx, parts, approverId);
    if (given === null) return err(appError("already_decided"));
    const data = { given, needed: refund.requiredApprovals };
    if (data.given < data.needed) {
      await noteApproval(tx, context, parts, data);
      return ok({ id: input.refundId, state: refund.state, leavesAt: null });
    }
    const now = await tx.now();
    const { undoWindowMs } = await tx.settings();
    const nextRunAt = new Date(now.getTime() + undoWindowMs);
    const patch = { approvedAt: now, nextRunAt };
    await moveTogether(tx, parts, () => ({ to: "queued", by: context.operator, data, patch }));
    return ok({ id: input.refundId, state: "queued", leavesAt: nextRunAt.toISOString() });
  });
}

/** How many yeses every part has now, or null where this person said yes to all of them before. */
async function countApproval(tx: StoreTransaction, parts: Together, approverId: string): Promise<number | null> {
  let isNew = false;
  let given = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const approvers = new Set(await tx.approvals.approversOf(part.id, part.sealedHash));
    if (!approvers.has(approverId)) {
      await insertDecision(tx, [part], { approverId, kind: "approve", reason: null });
      isNew = true;
    }
    given = Math.min(given, approvers.add(approverId).size);
  }
  return isNew ? given : null;
}

async function noteApproval(
  tx: StoreTransaction,
  { operator }: AppContext,
  parts: Together,
  data: { readonly given: number; readonly needed: number },
): Promise<void> {
  for (const { id: refundId, paymentId, orderId } of parts)
    await tx.appendAudit({ kind: "refund.approved", operator, refundId, paymentId, orderId, data });
}

/** What one person approves in a day has an end where the policy says so (B07). */
async function withinDailyLimit(
  tx: StoreTransaction,
  parts: Together,
  approverId: string,
): Promise<Result<null, AppError>> {
  const amount = sumOf(parts);
  const { currency } = amount;
  const { document } = await tx.policy();
  if (limitsOf(document, "approver", currency).length === 0) return ok(null);
  const { zone } = await tx.settings();
  const minor = await tx.usage.approvedToday({ approverId, currency, zone });
  const limit = exceedsLimit(document, "approver", amount, minor);
  if (!limit) return ok(null);
  const used = moneyToText({ minor, currency });
  return err(appError("daily_limit_reached", { detail: { limit: moneyToText(limit), used, currency } }));
}

/** One decision, of each part under its own seal. */
export async function insertDecision(
  tx: StoreTransaction,
  parts: Together,
  decision: { readonly approverId: string; readonly kind: string; readonly reason: string | null },
): Promise<void> {
  for (const { id, sealedHash } of parts) await tx.approvals.insert({ ...decision, refundId: id, sealedHash });
}

/**
 * What this person may decide now: locked, still waiting, not their own, and exactly what they saw. The role is read in
 * the same transaction, not from the page that was open (B06).
 */
export async function refundsToDecide(
  tx: StoreTransaction,
  context: AppContext,
  { refundId, sealedHash }: Deciding,
): Promise<Result<{ parts: Together; approverId: string }, AppError>> {
  if (context.operator.kind !== "user") return err(appError("forbidden"));
  const role = await tx.people.roleOf(context.operator.id);
  if (!role || !roleMay(role, "refunds.approve")) return err(appError("forbidden"));
  const found = await lockTogether(tx, refundId);
  if (!found) return err(appError("refund_not_found"));
  const [refund] = found.parts;
  if (refund.requestedByUserId === context.operator.id) return err(appError("not_your_own"));
  if (refund.state !== "awaiting_approval")
    return err(appError("already_decided", { detail: { state: refund.state } }));
  if (refund.expiresAt && refund.expiresAt <= (await tx.now())) return err(appError("too_late"));
  if (found.sealedHash !== sealedHash) return err(appError("content_changed"));
  return ok({ parts: found.parts, approverId: context.operator.id });
}
