import type { NotificationRowDto } from "#lib/contracts/notifications.ts";
import { readEffect } from "#lib/domain/notification-effect.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const CASES = ["notification_differs", "contradiction", "moved_without_approval", "sent_before_restore"];

export const NOTIFICATION_PARTS = {
  account: { select: { id: true, label: true } },
  refund: {
    select: {
      id: true,
      reference: true,
      state: true,
      order: { select: { orderId: true } },
      cases: { where: { closedAt: null, kind: { in: CASES } }, select: { id: true }, take: 1 },
    },
  },
} as const satisfies Prisma.InboxMessageInclude;

type Message = Omit<Prisma.InboxMessageGetPayload<{ include: typeof NOTIFICATION_PARTS }>, "raw">;

export function notificationRowDto({ refund, ...message }: Message): NotificationRowDto {
  const effect = readEffect(message);
  const concernsPeople = effect.kind === "differs" || effect.kind === "contradicts" || effect.kind === "nothing";
  return {
    id: message.id,
    receivedAt: message.receivedAt.toISOString(),
    gateway: message.gateway,
    account: message.account,
    verdict: message.verdict as NotificationRowDto["verdict"],
    copies: message.copies,
    effect,
    refund: refund && { id: refund.id, reference: refund.reference, state: refund.state },
    caseId: concernsPeople ? (refund?.cases[0]?.id ?? null) : null,
  };
}
