import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { type Receiver, receiverSchema } from "#lib/domain/receiver.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { receiverContext } from "./write-refund.ts";

/** Shows a beneficiary's account in full, to those who need it, for a reason that is written down. */
export async function revealReceiver(
  context: AppContext,
  { refundId, reason }: { readonly refundId: string; readonly reason: string },
): Promise<Result<Receiver, AppError>> {
  const allowed = demand(context, "receivers.reveal");
  if (!allowed.ok) return allowed;
  const refund = await context.prisma.refund.findUnique({ where: { id: refundId } });
  if (!refund?.receiverSealed || refund.receiverKeyVersion === null) return err(appError("refund_not_found"));
  const { operator } = context;
  const isStaff = operator.kind === "user" && operator.role === "staff";
  if (isStaff && refund.requestedByUserId !== operator.id) return err(appError("forbidden"));

  // Written down first: nobody sees it without a trace.
  await context.store.transaction((tx) =>
    tx.appendAudit({
      kind: "receiver.revealed",
      operator,
      refundId,
      paymentId: refund.paymentId,
      orderId: refund.orderId,
      data: { reason },
    }),
  );
  const plain = context.vault.open(refund.receiverSealed, receiverContext(refund.id), refund.receiverKeyVersion);
  return ok(receiverSchema.parse(JSON.parse(plain)));
}
