import type { AttemptRepository, EvidenceRepository } from "#lib/db/store.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Attempt, Evidence } from "#prisma/generated/client.ts";
import type { Session } from "./database.ts";

const CLOSED_BLANK = {
  outcome: "open",
  gatewayRef: null,
  gatewayCode: null,
  gatewayText: null,
  refusesRequest: false,
  readingMinor: null,
  httpStatus: null,
  cause: null,
  endedAt: null,
} as const;

export function attemptRepository(session: Session): AttemptRepository {
  const { tx, tables, statement } = session;
  // In the order of their numbers: nobody else opens one of this refund before the last one is committed.
  const of = (refundId: string) => tx.group(tables.attempts, refundId);
  return {
    open: async (attempt) => {
      await statement("attempt.open");
      if (attempt.kind === "submit") demandApprovals(session, attempt.refundId);
      const number = (of(attempt.refundId).at(-1)?.number ?? 0) + 1;
      const row: Attempt = { ...CLOSED_BLANK, ...attempt, id: newId(), number, startedAt: tx.clock };
      return tx.insert(tables.attempts, row);
    },
    close: async (id, end) => {
      await statement("attempt.close");
      const closed = await tx.update(tables.attempts, id, (row) =>
        row.outcome === "open" ? { ...end, endedAt: tx.clock } : null,
      );
      return closed !== null;
    },
    proveAbsent: async (id) => {
      await statement("attempt.prove");
      await tx.update(tables.attempts, id, (row) =>
        row.outcome === "ambiguous" || row.outcome === "refused" ? { outcome: "proven_absent" } : null,
      );
    },
    of: async (refundId) => {
      await statement("attempt.of");
      return of(refundId);
    },
  };
}

/** The trigger `guard_submit`: nothing is sent without the approvals that were sealed at the request (I7). */
function demandApprovals({ tx, tables }: Session, refundId: string): void {
  const refund = tx.get(tables.refunds, refundId);
  const approvers = new Set(
    tx
      .group(tables.approvals, refundId)
      .filter((row) => row.kind === "approve" && row.sealedHash === refund?.sealedHash)
      .map((row) => row.approverId),
  );
  if (!refund || approvers.size < refund.requiredApprovals) throw new Error("check violation (23514): lacks approvals");
}

export function evidenceRepository({ database, tx, tables, statement }: Session): EvidenceRepository {
  return {
    add: async ({ detail, ...evidence }) => {
      await statement("evidence.add");
      const row = { ...evidence, detail: detail as never, id: database.serial(), at: tx.clock };
      return tx.insertIfNew(tables.evidence, row);
    },
    of: async (refundId) => {
      await statement("evidence.of");
      const rows = tx.group(tables.evidence, refundId).sort((a, b) => (a.id < b.id ? -1 : 1));
      return rows.map((row): Evidence => ({ ...row, id: BigInt(row.id) }));
    },
  };
}
