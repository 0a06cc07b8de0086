import type { NoticeDto } from "#lib/contracts/notices.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { NoticeKind } from "#lib/domain/notice.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

type NoticeRow = {
  readonly id: bigint;
  readonly kind: NoticeKind;
  readonly at: Date;
  readonly read_at: Date | null;
  readonly actor_name: string;
  readonly order_id: string | null;
  readonly refund_id: string | null;
  readonly reference: string | null;
  readonly amount_minor: bigint | null;
  readonly currency: string | null;
};

/** Notices with what their events are about. `which` speaks of `notice`. */
export async function readNoticeRows(prisma: PrismaClient, which: Prisma.Sql, limit: number): Promise<NoticeDto[]> {
  const rows = await prisma.$queryRaw<NoticeRow[]>`
    SELECT notice.id, notice.kind, notice.at, notice.read_at, audit.actor_name, sales_order.order_id,
      refund.id AS refund_id, refund.reference, refund.amount_minor, refund.currency
    FROM notice
    JOIN audit ON audit.id = notice.event_id
    LEFT JOIN refund ON refund.id = audit.refund_id
    LEFT JOIN sales_order ON sales_order.id = audit.order_id
    WHERE ${which}
    ORDER BY notice.id DESC LIMIT ${limit}`;
  return rows.map(noticeDto);
}

function noticeDto(row: NoticeRow): NoticeDto {
  const { refund_id: id, reference, amount_minor: minor, currency } = row;
  const refund =
    id && reference && minor !== null && currency
      ? { id, reference, amount: moneyToText({ minor, currency }), currency }
      : null;
  return {
    id: String(row.id),
    kind: row.kind,
    at: row.at.toISOString(),
    isRead: row.read_at !== null,
    href: pathOf(row),
    by: row.actor_name,
    orderId: row.order_id,
    refund,
  };
}

/** Where a person goes on from a notice. */
function pathOf({ kind, refund_id: refundId, order_id: orderId }: NoticeRow): string {
  switch (kind) {
    case "policy_change_proposed":
      return "/settings/policy";
    case "account_change_proposed":
      return "/settings/gateway-accounts";
    case "review_wanted":
      return "/review";
    case "question_asked":
      return "/questions";
    case "question_answered":
      return `/support?q=${encodeURIComponent(orderId ?? "")}`;
    default:
      return refundId ? `/refunds/${refundId}` : `/orders/${encodeURIComponent(orderId ?? "")}`;
  }
}
