import { topicOf, USUAL_WAY } from "#lib/domain/notice.ts";
import { actorOf } from "#lib/domain/operator.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { AuditEntry } from "../store.ts";

export function auditRepository(tx: Prisma.TransactionClient) {
  return {
    append: async (event: AuditEntry): Promise<void> => {
      if (event.tells?.length) await appendAndTell(tx, event);
      else await tx.auditEvent.create({ data: auditRow(event), select: { id: true } });
    },
  };
}

/** The event and who hears of it, in one statement: neither is there without the other. */
async function appendAndTell(tx: Prisma.TransactionClient, event: AuditEntry): Promise<void> {
  const { kind, actor, actorName, refundId, paymentId, orderId, data } = auditRow(event);
  const told = (event.tells ?? []).map(({ kind, people = [], roles = [], except = [] }) => {
    const topic = topicOf(kind);
    const { inPage, byMail } = USUAL_WAY[topic];
    return { kind, topic, people, roles, spared: except, in_page: inPage, by_mail: byMail };
  });
  await tx.$executeRaw`
    WITH event AS (
      INSERT INTO audit (kind, actor, actor_name, refund_id, payment_id, order_id, data)
      VALUES (${kind}, ${actor}, ${actorName}, ${refundId}::uuid, ${paymentId}::uuid, ${orderId}::uuid,
        ${JSON.stringify(data)}::jsonb)
      RETURNING id)
    INSERT INTO notice (user_id, event_id, kind, in_page, by_mail)
    SELECT person.id, event.id, told.kind,
      COALESCE(wish.in_page, told.in_page), COALESCE(wish.by_mail, told.by_mail)
    FROM event
    CROSS JOIN jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      AS told(kind text, topic text, people uuid[], roles text[], spared uuid[], in_page boolean, by_mail boolean)
    JOIN user_account AS person ON person.status = 'active'
      AND (person.id = ANY(told.people) OR person.role::text = ANY(told.roles)) AND person.id <> ALL(told.spared)
    LEFT JOIN notice_wish AS wish ON wish.user_id = person.id AND wish.topic = told.topic
    WHERE COALESCE(wish.in_page, told.in_page) OR COALESCE(wish.by_mail, told.by_mail)
    ORDER BY person.id
    ON CONFLICT (user_id, event_id) DO NOTHING`;
}

function auditRow({ operator, kind, data, refundId, paymentId, orderId }: AuditEntry) {
  return {
    kind,
    actor: operator.kind === "gateway" ? `gateway:${operator.name}` : actorOf(operator),
    actorName: operator.name,
    refundId: refundId ?? null,
    paymentId: paymentId ?? null,
    orderId: orderId ?? null,
    data: (data ?? {}) as Prisma.InputJsonObject,
  } satisfies Prisma.AuditEventUncheckedCreateInput;
}
