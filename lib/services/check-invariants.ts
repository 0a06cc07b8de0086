import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PrismaClient } from "#prisma/generated/client.ts";

export type Invariant = { readonly name: string; readonly title: string; readonly sql: string };
export type InvariantOutcome = {
  readonly name: string;
  readonly title: string;
  readonly violations: number;
  readonly sample: readonly string[];
  readonly tookMs: number;
};

const SAMPLE = 5;

/** The invariants of prisma/invariants.sql, in its order. */
export async function readInvariants(): Promise<readonly Invariant[]> {
  const text = await readFile(join(process.cwd(), "prisma", "invariants.sql"), "utf8");
  return [...text.matchAll(/^-- (I\d+b?) (.+)\n((?:(?!^--).*\n?)+)/gm)].map(([, name = "", title = "", sql = ""]) => ({
    name,
    title,
    sql: sql.trim().replace(/;$/, ""),
  }));
}

/** Runs every invariant; the file is ours and takes no input, so the text may be a query. */
export async function checkInvariants(prisma: PrismaClient): Promise<readonly InvariantOutcome[]> {
  const outcomes: InvariantOutcome[] = [];
  for (const { name, title, sql } of await readInvariants()) {
    const startedAt = performance.now();
    const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(
      `SELECT id::text AS id FROM (${sql}) broken LIMIT 1000`,
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

/** As `checkInvariants`, and keeps the results for the proof page. */
export async function recordInvariants(prisma: PrismaClient): Promise<readonly InvariantOutcome[]> {
  const outcomes = await checkInvariants(prisma);
  for (const { name, violations, sample, tookMs } of outcomes) {
    const result = { violations, sample: [...sample], tookMs, checkedAt: new Date() };
    await prisma.invariantResult.upsert({ where: { name }, create: { name, ...result }, update: result });
  }
  return outcomes;
}
