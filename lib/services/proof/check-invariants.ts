import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Prisma } from "#prisma/generated/client.ts";

export type Invariant = { readonly name: string; readonly title: string; readonly sql: string };
export type InvariantOutcome = {
  readonly name: string;
  readonly title: string;
  readonly violations: number;
  readonly sample: readonly string[];
  readonly tookMs: number;
};

const SAMPLE = 5;
const MOST_COUNTED = 1_000;

/** The invariants of prisma/invariants.sql, in its order. */
export async function readInvariants(): Promise<readonly Invariant[]> {
  const text = await readFile(join(process.cwd(), "prisma", "invariants.sql"), "utf8");
  return [...text.matchAll(/^-- (I\d+b?) (.+)\n((?:(?!^--).*\n?)+)/gm)].map(([, name = "", title = "", sql = ""]) => ({
    name,
    title,
    sql: sql.trim().replace(/;$/, ""),
  }));
}

type Reader = Pick<Prisma.TransactionClient, "$queryRaw" | "$queryRawUnsafe">;

/** What a check looks at: these refunds, and the audit's chain from this place on. */
export type Touched = { readonly refundIds: readonly string[]; readonly chainFrom: bigint };

/** Runs every invariant, on everything or on what was touched. The file is ours and takes no input, so its text may be a query. */
export async function checkInvariants(prisma: Reader, touched?: Touched): Promise<readonly InvariantOutcome[]> {
  const [scope, ...values] = touched ? [TOUCHED, touched.refundIds, touched.chainFrom] : [EVERYTHING];
  const outcomes: InvariantOutcome[] = [];
  for (const { name, title, sql } of await readInvariants()) {
    const startedAt = performance.now();
    const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(
      `${scope} SELECT id::text AS id FROM (${sql}) broken LIMIT ${MOST_COUNTED}`,
      ...values,
    );
    outcomes.push({
      name,
      title,
      violations: rows.length,
      sample: rows.slice(0, SAMPLE).map((row) => row.id),
      tookMs: Math.round(performance.now() - startedAt),
    });
  }
  return outcomes;
}

const EVERYTHING = `WITH seen AS NOT MATERIALIZED (SELECT * FROM refund),
  chain AS NOT MATERIALIZED (SELECT * FROM audit WHERE seq IS NOT NULL)`;
const TOUCHED = `WITH seen AS (SELECT * FROM refund WHERE id = ANY($1::uuid[])), chain AS (SELECT * FROM audit WHERE seq >= $2::bigint)`;

/** A refund is touched by a change of its row, and by each row that is written about it. */
export async function readTouched(prisma: Reader, since: Date): Promise<Touched> {
  const touched = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM refund WHERE updated_at >= ${since}
    UNION SELECT refund_id FROM ledger WHERE at >= ${since}
    UNION SELECT refund_id FROM evidence WHERE at >= ${since}
    UNION SELECT refund_id FROM approval WHERE at >= ${since}
    UNION SELECT refund_id FROM attempt WHERE started_at >= ${since}
    UNION SELECT refund_id FROM audit WHERE at >= ${since} AND refund_id IS NOT NULL`;
  const [last] = await prisma.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM audit WHERE at < ${since} AND seq IS NOT NULL ORDER BY at DESC LIMIT 1`;
  return { refundIds: touched.map(({ id }) => id), chainFrom: last?.seq ?? 0n };
}
