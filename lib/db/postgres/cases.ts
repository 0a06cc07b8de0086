import { newId } from "#lib/domain/ids.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { CaseRepository, DecisionRepository } from "../store.ts";

export function caseRepository(tx: Prisma.TransactionClient): CaseRepository {
  return {
    open: async ({ detail, ...entry }) => {
      const data = { id: newId(), ...entry, detail: detail as Prisma.InputJsonObject };
      await tx.case.createMany({ data, skipDuplicates: true });
    },
    openOf: (refundId) => tx.case.findMany({ where: { refundId, closedAt: null }, orderBy: { openedAt: "asc" } }),
    closeOf: async (refundId, closedBy) => {
      await tx.$executeRaw`UPDATE review_case SET closed_at = now(), closed_by = ${closedBy} WHERE refund_id = ${refundId}::uuid AND closed_at IS NULL`;
      await tx.$executeRaw`UPDATE decision SET cancelled_at = now() WHERE refund_id = ${refundId}::uuid AND NOT applied AND cancelled_at IS NULL`;
    },
    find: (id) => tx.case.findUnique({ where: { id } }),
    close: async (id, closedBy) => {
      await tx.$executeRaw`UPDATE review_case SET closed_at = now(), closed_by = ${closedBy} WHERE id = ${id}::uuid AND closed_at IS NULL`;
    },
  };
}

export function decisionRepository(tx: Prisma.TransactionClient): DecisionRepository {
  return {
    propose: ({ evidence, ...decision }) =>
      tx.decision.create({
        data: { id: newId(), ...decision, evidence: evidence as Prisma.InputJsonObject },
        select: { id: true },
      }),
    find: (id) => tx.decision.findUnique({ where: { id } }),
    openOf: (caseId) => tx.decision.findFirst({ where: { caseId, applied: false, cancelledAt: null } }),
    confirm: async (id, confirmedBy) => {
      await tx.$executeRaw`
        UPDATE decision SET confirmed_by = ${confirmedBy}::uuid, confirmed_at = now(), applied = true WHERE id = ${id}::uuid`;
    },
    cancel: async (id) => {
      await tx.$executeRaw`UPDATE decision SET cancelled_at = now() WHERE id = ${id}::uuid AND NOT applied AND cancelled_at IS NULL`;
    },
  };
}
