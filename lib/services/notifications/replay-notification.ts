import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { type NotificationEffect, readEffect } from "#lib/domain/notification-effect.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { InboxMessage } from "#prisma/generated/client.ts";
import { applyMessage, type Effect } from "./apply-notification.ts";

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

  const { text, refundId } = await applyAgain(context, message);
  const effect = readEffect({ verdict: message.verdict, effect: text });
  await context.store.transaction(async (tx) => {
    if (message.doneAt === null || effect.kind !== "fits") await tx.inbox.done(message.id, text, refundId);
    await tx.appendAudit({
      kind: "notification.replayed",
      operator: context.operator,
      ...(refundId && { refundId }),
      data: { notificationId, effect: text },
    });
  });
  return ok({ effect });
}

/** Where it comes to the same as before, nothing of it is kept: people who were called then are not called again. */
async function applyAgain(context: AppContext, message: InboxMessage): Promise<Effect> {
  try {
    return await context.store.transaction(async (tx) => {
      const effect = await applyMessage(tx, context, message);
      if (effect.text === message.effect) throw new SameAgain(effect);
      return effect;
    });
  } catch (error) {
    if (error instanceof SameAgain) return error.effect;
    throw error;
  }
}

class SameAgain extends Error {
  readonly effect: Effect;

  constructor(effect: Effect) {
    super(effect.text);
    this.effect = effect;
  }
}
