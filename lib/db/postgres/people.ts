import { newId } from "#lib/domain/ids.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { ApprovalRepository, PeopleRepository } from "../store.ts";

export function approvalRepository(tx: Prisma.TransactionClient): ApprovalRepository {
  return {
    insert: async (approval) => {
      await tx.approval.create({ data: { id: newId(), ...approval }, select: { id: true } });
    },
    approversOf: async (refundId, sealedHash) => {
      const rows = await tx.approval.findMany({
        where: { refundId, sealedHash, kind: "approve" },
        distinct: ["approverId"],
        select: { approverId: true },
      });
      return rows.map((row) => row.approverId);
    },
  };
}

export function peopleRepository(tx: Prisma.TransactionClient): PeopleRepository {
  return {
    roleOf: async (userId) => {
      // FOR SHARE: a role change and a decision made by that role happen one after the other.
      const [user] = await tx.$queryRaw<{ role: "support" | "staff" | "manager" | "admin" }[]>`
        SELECT role FROM user_account WHERE id = ${userId}::uuid AND status = 'active' FOR SHARE`;
      return user?.role ?? null;
    },
  };
}
