import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { IN_FLIGHT } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Decided } from "#lib/services/refunds/approve-refund.ts";
import { probeRefund } from "./probe-refund.ts";
import { askingContext } from "./sending.ts";

/** Asks the gateway about an open refund now, as the worker would, and tells where it stands. Sends nothing. */
export async function queryRefundNow(
  context: AppContext,
  { refundId }: { readonly refundId: string },
): Promise<Result<Decided, AppError>> {
  const allowed = demand(context, "payments.check");
  if (!allowed.ok) return allowed;
  const refund = await context.prisma.refund.findUnique({ where: { id: refundId } });
  if (!refund) return err(appError("refund_not_found"));
  if (!IN_FLIGHT.includes(refund.state) || refund.state === "submitting")
    return err(appError("too_late", { detail: { state: refund.state } }));

  const end = await probeRefund(askingContext(context), refund);
  if (end === "turned_away") return err(appError("rate_limited"));
  const after = await context.prisma.refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { id: true, state: true },
  });
  return ok(after);
}
