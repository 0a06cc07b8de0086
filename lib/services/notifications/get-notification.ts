import type { NotificationDto, NotificationSaysDto } from "#lib/contracts/notifications.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { NotificationMeaning } from "#lib/gateways/connector.ts";
import { maskedMessage } from "#lib/gateways/redaction.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import type { InboxMessage } from "#prisma/generated/client.ts";
import { readAgain } from "./apply-notification.ts";
import { NOTIFICATION_PARTS, notificationRowDto } from "./notification-dto.ts";

/** One message in full: what came, what it says, and what became of it. */
export async function getNotification(
  context: AppContext,
  notificationId: string,
): Promise<Result<NotificationDto, AppError>> {
  const allowed = demand(context, "notifications.read");
  if (!allowed.ok) return allowed;
  const message = isId(notificationId)
    ? await context.prisma.inboxMessage.findUnique({ where: { id: notificationId }, include: NOTIFICATION_PARTS })
    : null;
  if (!message) return err(appError("not_found"));

  const says = await whatItSays(context, message);
  const known = says ? [says.reference, says.gatewayRef ?? ""] : [];
  return ok({
    ...notificationRowDto(message),
    orderId: message.refund?.order.orderId ?? (await orderPaidFor(context, says)),
    contentType: message.contentType,
    query: maskedMessage(message.query, known),
    body: maskedMessage(Buffer.from(message.raw).toString("utf8"), known),
    processedAt: message.doneAt?.toISOString() ?? null,
    failures: message.failures,
    says,
    mayReplay: message.verdict === "verified" && may(context.operator, "notifications.replay"),
  });
}

async function whatItSays(context: AppContext, message: InboxMessage): Promise<NotificationSaysDto | null> {
  if (message.verdict !== "verified") return null;
  const meaning = (await readAgain(context, message))?.meaning;
  return meaning && meaning.kind !== "other" ? saysDto(meaning) : null;
}

function saysDto(meaning: Exclude<NotificationMeaning, { kind: "other" }>): NotificationSaysDto {
  const isRefund = meaning.kind === "refund_result";
  return {
    about: isRefund ? "refund" : "payment",
    reference: isRefund ? meaning.reference : meaning.merchantTransactionId,
    result: meaning.result,
    amount: moneyToText(meaning.amount),
    currency: meaning.amount.currency,
    gatewayRef: isRefund ? meaning.gatewayRef : meaning.gatewayTransactionRef,
    fault: meaning.fault && { code: meaning.fault.code, text: meaning.fault.text },
  };
}

async function orderPaidFor({ prisma }: AppContext, says: NotificationSaysDto | null): Promise<string | null> {
  if (says?.about !== "payment") return null;
  const link = await prisma.paymentLink.findUnique({
    where: { merchantTransactionId: says.reference },
    select: { order: { select: { orderId: true } } },
  });
  return link?.order.orderId ?? null;
}
