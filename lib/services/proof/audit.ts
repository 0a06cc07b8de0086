import { auditRepository } from "#lib/db/postgres/audit.ts";
import type { AuditEntry } from "#lib/db/store.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

/** Writes what somebody did, in the caller's transaction where there is one. Never with a secret in its data. */
export function recordAudit(tx: PrismaClient | Prisma.TransactionClient, event: AuditEntry): Promise<void> {
  return auditRepository(tx as Prisma.TransactionClient).append(event);
}
