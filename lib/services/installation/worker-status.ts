import { readFileSync } from "node:fs";
import type { Services } from "#lib/services/context.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";

/** Twelve beats missed: people are told that nothing is being sent (D20). */
const DEAD_AFTER_MS = 60_000;

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Says that this worker lives, by the database's clock. */
export async function beat(prisma: PrismaClient, worker: string): Promise<boolean> {
  await prisma.$executeRaw`
    INSERT INTO worker_heartbeat (worker, version, started_at, beat_at) VALUES (${worker}, ${version}, now(), now())
    ON CONFLICT (worker) DO UPDATE SET beat_at = now()`;
  await prisma.$executeRaw`DELETE FROM worker_heartbeat WHERE beat_at < now() - interval '1 day'`;
  return false;
}

export type WorkerStatus = { readonly alive: boolean; readonly workers: number; readonly lastBeatAt: string | null };

export async function workerStatus({ prisma }: Pick<Services, "prisma">): Promise<WorkerStatus> {
  const [row] = await prisma.$queryRaw<[{ workers: number; last: Date | null; ageMs: number | null }]>`
    SELECT count(*) FILTER (WHERE beat_at > now() - ${DEAD_AFTER_MS} * interval '1 millisecond')::int AS workers, max(beat_at) AS last,
      (EXTRACT(EPOCH FROM now() - max(beat_at)) * 1000)::float8 AS "ageMs" FROM worker_heartbeat`;
  return { alive: row.workers > 0, workers: row.workers, lastBeatAt: row.last?.toISOString() ?? null };
}
