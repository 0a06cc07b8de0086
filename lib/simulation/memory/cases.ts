import type { CaseRepository, DecisionRepository } from "#lib/db/store.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Session } from "./database.ts";

export function caseRepository({ tx, tables, statement }: Session): CaseRepository {
  const { cases, decisions } = tables;
  const close = (id: string, closedBy: string) =>
    tx.update(cases, id, (row) => (row.closedAt === null ? { closedAt: new Date(tx.beganAt), closedBy } : null));
  return {
    open: async ({ detail, kind, severity, refundId, paymentId, gatewayAccountId, subject }) => {
      await statement("case.open");
      await tx.insertIfNew(cases, {
        id: newId(),
        kind,
        severity,
        refundId: refundId ?? null,
        paymentId: paymentId ?? null,
        gatewayAccountId: gatewayAccountId ?? null,
        subject: subject ?? null,
        detail: detail as never,
        openedAt: tx.clock,
        closedAt: null,
        closedBy: null,
      });
    },
    openOf: async (refundId) => {
      await statement("case.of");
      return tx.group(cases, refundId).filter((row) => row.closedAt === null);
    },
    closeOf: async (refundId, closedBy) => {
      await statement("case.close");
      for (const row of tx.group(cases, refundId)) await close(row.id, closedBy);
      await statement("decision.cancel");
      for (const row of tx.group(decisions, refundId))
        await tx.update(decisions, row.id, ({ applied, cancelledAt }) =>
          applied || cancelledAt !== null ? null : { cancelledAt: new Date(tx.beganAt) },
        );
    },
    find: async (id) => {
      await statement("case.find");
      return tx.get(cases, id) ?? null;
    },
    close: async (id, closedBy) => {
      await statement("case.close");
      await close(id, closedBy);
    },
  };
}

export function decisionRepository({ tx, tables, statement }: Session): DecisionRepository {
  const { decisions } = tables;
  return {
    propose: async ({ evidence, ...decision }) => {
      await statement("decision.propose");
      demandNotRequester(decision.refundId, decision.proposedBy);
      const { id } = await tx.insert(decisions, {
        ...decision,
        id: newId(),
        evidence: evidence as never,
        proposedAt: tx.clock,
        confirmedBy: null,
        confirmedAt: null,
        cancelledAt: null,
        applied: false,
      });
      return { id };
    },
    find: async (id) => {
      await statement("decision.find");
      return tx.get(decisions, id) ?? null;
    },
    openOf: async (caseId) => {
      await statement("decision.of");
      const refundId = tx.get(tables.cases, caseId)?.refundId ?? "";
      const open = tx
        .group(decisions, refundId)
        .find((row) => row.caseId === caseId && !row.applied && !row.cancelledAt);
      return open ?? null;
    },
    confirm: async (id, confirmedBy) => {
      await statement("decision.confirm");
      await tx.update(decisions, id, (row) => {
        demandNotRequester(row.refundId, confirmedBy);
        return { confirmedBy, confirmedAt: new Date(tx.beganAt), applied: true };
      });
    },
    cancel: async (id) => {
      await statement("decision.cancel");
      await tx.update(decisions, id, ({ applied, cancelledAt }) =>
        applied || cancelledAt !== null ? null : { cancelledAt: new Date(tx.beganAt) },
      );
    },
  };

  /** The trigger `guard_decision` (I17). */
  function demandNotRequester(refundId: string | null, personId: string): void {
    if (refundId !== null && tx.get(tables.refunds, refundId)?.requestedByUserId === personId)
      throw new Error("check violation (23514): the requester cannot decide");
  }
}
