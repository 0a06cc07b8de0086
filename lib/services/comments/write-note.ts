import type { WriteNoteInput } from "#lib/contracts/comments.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { rateLimit } from "#lib/services/people/rate-limit.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

const NOTES = { limit: 120, windowSeconds: 3600 };

/** A note for colleagues. It is part of the audit, so nobody changes it: a correction is another note. */
export async function writeNote(
  context: AppContext,
  { orderId, refundId, text }: WriteNoteInput,
): Promise<Result<null, AppError>> {
  const allowed = demand(context, "notes.write");
  if (!allowed.ok) return allowed;
  const { operator, prisma } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  const order = await prisma.order.findUnique({
    where: { orderId },
    select: {
      id: true,
      refunds: { where: { id: { in: refundId ? [refundId] : [] } }, select: { id: true, paymentId: true } },
    },
  });
  if (!order) return err(appError("order_not_found"));
  const [refund] = order.refunds;
  if (refundId && !refund) return err(appError("refund_not_found"));
  const within = await rateLimit(context, `notes:${operator.id}`, NOTES);
  if (!within.ok) return within;

  const about = { orderId: order.id, ...(refund && { refundId: refund.id, paymentId: refund.paymentId }) };
  await recordAudit(prisma, { kind: "note.written", operator, ...about, data: { text } });
  return ok(null);
}
