import type { ApprovalRepository, PeopleRepository, RequestFacts, StoreTransaction } from "#lib/db/store.ts";
import { newId } from "#lib/domain/ids.ts";
import type { MerchantSettings } from "#prisma/generated/client.ts";
import type { Session } from "./database.ts";

export function approvalRepository({ tx, tables, statement }: Session): ApprovalRepository {
  return {
    insert: async (approval) => {
      await statement("approval.insert");
      const refund = tx.get(tables.refunds, approval.refundId);
      if (approval.kind === "approve" && approval.sealedHash !== refund?.sealedHash)
        throw new Error("check violation (23514): approval of something else");
      const makerId = refund?.requestedByUserId ?? null;
      await tx.insert(tables.approvals, { ...approval, id: newId(), makerId, at: tx.clock });
    },
    approversOf: async (refundId, sealedHash) => {
      await statement("approval.of");
      const rows = tx.group(tables.approvals, refundId);
      const given = rows.filter((row) => row.kind === "approve" && row.sealedHash === sealedHash);
      return [...new Set(given.map((row) => row.approverId))];
    },
  };
}

export function peopleRepository({ tx, tables, statement }: Session): PeopleRepository {
  return {
    roleOf: async (userId) => {
      await statement("people.role");
      const user = tx.get(tables.users, userId);
      return user?.active ? user.role : null;
    },
  };
}

export function policyOf({ database }: Session): RequestFacts["policy"] {
  return { version: 1, document: database.policy };
}

export function settingsOf({ tx, tables }: Session): MerchantSettings {
  const row = tx.get(tables.settings, "1");
  if (!row) throw new Error("the world has no settings");
  return { ...row, id: 1 };
}

export function bookRepository({ database, tx, tables, statement }: Session) {
  const appendLedger: StoreTransaction["appendLedger"] = async (entry) => {
    await statement("ledger");
    const refund = tx.get(tables.refunds, entry.refundId);
    const posted = tx.group(tables.ledger, entry.refundId).some(({ kind }) => kind === "post");
    if (refund?.amountMinor !== entry.amountMinor || (entry.kind === "reverse" && !posted))
      throw new Error("check violation (23514): guard_ledger");
    await tx.insert(tables.ledger, { ...entry, id: database.serial(), at: tx.clock });
  };
  const appendAudit: StoreTransaction["appendAudit"] = async ({ kind, operator, refundId, data }) => {
    await statement("audit");
    const row = { kind, actor: operator.kind, refundId: refundId ?? null, data: (data ?? {}) as never };
    await tx.insert(tables.audit, { ...row, id: database.serial(), at: tx.clock });
  };
  return { appendLedger, appendAudit };
}
