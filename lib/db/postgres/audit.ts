import { actorOf } from "#lib/domain/operator.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { AuditEntry } from "../store.ts";

export function auditRepository(tx: Prisma.TransactionClient) {
  return {
    append: async (event: AuditEntry): Promise<void> => {
      await tx.auditEvent.create({ data: auditRow(event), select: { id: true } });
    },
  };
}

function auditRow({
  operator,
  kind,
  data,
  refundId,
  paymentId,
  orderId,
}: AuditEntry): Prisma.AuditEventUncheckedCreateInput {
  return {
    kind,
    actor: operator.kind === "gateway" ? `gateway:${operator.name}` : actorOf(operator),
    actorName: operator.name,
    refundId: refundId ?? null,
    paymentId: paymentId ?? null,
    orderId: orderId ?? null,
    data: (data ?? {}) as Prisma.InputJsonObject,
  };
}
