import { createHash } from "node:crypto";
import type { AuditEvent, PrismaClient } from "#prisma/generated/client.ts";

/** One sealer at a time, over all processes. */
const SEALER_LOCK = 7_301_001;
const BATCH = 500;
const BEGINNING = "0".repeat(64);

/**
 * Puts committed audit rows into the hash chain, in the order in which they are found. Writers never wait for the
 * chain: a chain written inside each transaction would let only one refund of the house move at a time (docs/adr).
 */
export async function sealAudit(prisma: PrismaClient): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<
      [{ locked: boolean }]
    >`SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}) AS locked`;
    if (!lock.locked) return 0;
    const rows = await tx.auditEvent.findMany({ where: { seq: null }, orderBy: { id: "asc" }, take: BATCH });
    if (rows.length === 0) return 0;
    const last = await tx.auditEvent.findFirst({
      where: { seq: { not: null } },
      orderBy: { seq: "desc" },
      select: { seq: true, hash: true },
    });
    let seq = last?.seq ?? 0n;
    let prevHash = last?.hash ?? BEGINNING;
    const links = rows.map((row) => {
      seq += 1n;
      const link = {
        id: row.id.toString(),
        seq: seq.toString(),
        prev_hash: prevHash,
        hash: hashAuditRow(row, seq, prevHash),
      };
      prevHash = link.hash;
      return link;
    });
    await tx.$executeRaw`
      UPDATE audit SET seq = link.seq, prev_hash = link.prev_hash, hash = link.hash
      FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS link(id bigint, seq bigint, prev_hash text, hash text) WHERE audit.id = link.id`;
    return rows.length;
  });
}

export type AuditVerdict =
  | {
      readonly intact: true;
      readonly sealed: number;
      readonly waiting: number;
      readonly last: { readonly seq: string; readonly hash: string; readonly at: string } | null;
    }
  | {
      readonly intact: false;
      readonly brokenAt: string;
      readonly lastGood: { readonly seq: string; readonly hash: string } | null;
    };

/** Walks the whole chain and names the first row that does not fit. */
export async function verifyAudit(prisma: PrismaClient): Promise<AuditVerdict> {
  let prevHash = BEGINNING;
  let seq = 0n;
  let last: AuditEvent | null = null;
  for (;;) {
    const rows = await prisma.auditEvent.findMany({
      where: { seq: { gt: seq } },
      orderBy: { seq: "asc" },
      take: 2_000,
    });
    for (const row of rows) {
      const expected = hashAuditRow(row, seq + 1n, prevHash);
      if (row.seq !== seq + 1n || row.prevHash !== prevHash || row.hash !== expected) {
        return {
          intact: false,
          brokenAt: (seq + 1n).toString(),
          lastGood: last ? { seq: seq.toString(), hash: prevHash } : null,
        };
      }
      seq = row.seq;
      prevHash = expected;
      last = row;
    }
    if (rows.length < 2_000) break;
  }
  const waiting = await prisma.auditEvent.count({ where: { seq: null } });
  return {
    intact: true,
    sealed: Number(seq),
    waiting,
    last: last ? { seq: seq.toString(), hash: prevHash, at: last.at.toISOString() } : null,
  };
}

function hashAuditRow(row: AuditEvent, seq: bigint, prevHash: string): string {
  const content = [
    seq.toString(),
    prevHash,
    row.id.toString(),
    row.at.toISOString(),
    row.kind,
    row.actor,
    row.actorName,
    row.refundId,
    row.paymentId,
    row.orderId,
    sortedJson(row.data),
  ];
  return createHash("sha256").update(JSON.stringify(content), "utf8").digest("hex");
}

/** PostgreSQL keeps jsonb keys in an order of its own; the hash must not depend on it. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
