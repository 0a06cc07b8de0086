import { newId } from "#lib/domain/ids.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { AttemptRepository, EvidenceRepository } from "../store.ts";

export function attemptRepository(tx: Prisma.TransactionClient): AttemptRepository {
  return {
    open: async (attempt) => {
      const last = await tx.attempt.aggregate({ where: { refundId: attempt.refundId }, _max: { number: true } });
      return tx.attempt.create({ data: { id: newId(), number: (last._max.number ?? 0) + 1, ...attempt } });
    },
    close: async (id, end) => {
      const { count } = await tx.attempt.updateMany({
        where: { id, outcome: "open" },
        data: { ...end, endedAt: await databaseNow(tx) },
      });
      return count === 1;
    },
    proveAbsent: async (id) => {
      await tx.attempt.updateMany({
        where: { id, outcome: { in: ["ambiguous", "refused"] } },
        data: { outcome: "proven_absent" },
      });
    },
    of: (refundId) => tx.attempt.findMany({ where: { refundId }, orderBy: { number: "asc" } }),
  };
}

export function evidenceRepository(tx: Prisma.TransactionClient): EvidenceRepository {
  return {
    add: async ({ detail, ...evidence }) => {
      const { count } = await tx.evidence.createMany({
        data: { ...evidence, detail: detail as Prisma.InputJsonObject },
        skipDuplicates: true,
      });
      return count === 1;
    },
    of: (refundId) => tx.evidence.findMany({ where: { refundId }, orderBy: { id: "asc" } }),
  };
}

/** The moment by the only clock that counts (H01); `now()` would be the beginning of the transaction. */
export async function databaseNow(tx: Prisma.TransactionClient): Promise<Date> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now;
}
