import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { type Decided, insertDecision, refundsToDecide } from "./approve-refund.ts";
import { moveTogether } from "./together.ts";
import { isUnverified } from "./unverified.ts";

type DecidingWithReason = { readonly refundId: string; readonly sealedHash: string; readonly reason: string };

/** Ends a refund before anything was sent; the reserved amount is free again. */
export function rejectRefund(context: AppContext, input: DecidingWithReason): Promise<Result<Decided, AppError>> {
  return decide(context, input, { kind: "reject", to: "rejected" });
}

/** Hands it back to its requester; the amount stays reserved until it is answered or expires. */
export function sendBackRefund(context: AppContext, input: DecidingWithReason): Promise<Result<Decided, AppError>> {
  return decide(context, input, { kind: "send_back", to: "sent_back" });
}

function decide(
  context: AppContext,
  input: DecidingWithReason,
  { kind, to }: { kind: "reject" | "send_back"; to: "rejected" | "sent_back" },
): Promise<Result<Decided, AppError>> {
  return context.store.transaction(async (tx) => {
    const found = await refundsToDecide(tx, context, input);
    if (!found.ok) return found;
    const { parts, approverId } = found.value;
    if (to === "rejected" && parts.some(isUnverified)) return err(appError("not_verified_yet"));
    const { reason } = input;
    await insertDecision(tx, parts, { approverId, kind, reason });
    await moveTogether(tx, parts, () => ({ to, by: context.operator, data: { reason } }));
    return ok({ id: input.refundId, state: to });
  });
}
