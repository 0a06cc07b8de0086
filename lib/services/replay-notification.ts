import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { type NotificationEffect, readEffect } from "#lib/domain/notification-effect.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { applyMessage } from "./apply-notification.ts";
import { type AppContext, demand } from "./context.ts";

/**
 * Processes a stored message once more, as if it came now: where its order has been imported meanwhile, or an
 * account's key put right. Equal facts are one fact, so nothing can happen twice; a message that adds nothing keeps
 * the word of what it did at first.
 */
export async function replayNotification(
  context: AppContext,
  { notificationId }: { readonly notificationId: string },
): Promise<Result<{ readonly effect: NotificationEffect }, AppError>> {
  const allowed = demand(context, "notifications.replay");
  if (!allowed.ok) return allowed;
  const message = await context.prisma.inboxMessage.findUnique({ where: { id: notificationId } });
  if (!message) return err(appError("not_found"));
  if (message.verdict !== "verified") return err(appError("not_verified"));

  return context.store.transaction(async (tx) => {
    const { text, refundId } = await applyMessage(tx, context, message);
    const effect = readEffect({ verdict: message.verdict, effect: text });
    if (message.doneAt === null || effect.kind !== "fits") await tx.inbox.done(message.id, text, refundId);
    await tx.appendAudit({
      kind: "notification.replayed",
      operator: context.operator,
      ...(refundId && { refundId }),
      data: { notificationId, effect: text },
    });
    return ok({ effect });
  });
}
