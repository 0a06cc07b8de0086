import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Services } from "./context.ts";
import { type WorkerStatus, workerStatus } from "./worker-status.ts";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "down";
  readonly migrations: "applied" | "missing" | "unknown";
  /** A dead worker is told and makes nothing unready: refunds can still be asked for (D20). */
  readonly worker: WorkerStatus | null;
};

/** Whether this process can serve: the database answers and has every migration that this release needs. */
export async function readReadiness({ prisma }: Pick<Services, "prisma">): Promise<Readiness> {
  try {
    const missing = await missingMigrations({ prisma });
    const worker = missing.length === 0 ? await workerStatus({ prisma }) : null;
    return {
      ready: missing.length === 0,
      database: "ok",
      migrations: missing.length === 0 ? "applied" : "missing",
      worker,
    };
  } catch {
    return { ready: false, database: "down", migrations: "unknown", worker: null };
  }
}

/** The migrations of this release that the database does not have. */
export async function missingMigrations({ prisma }: Pick<Services, "prisma">): Promise<readonly string[]> {
  const entries = await readdir(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
  const [exists] = await prisma.$queryRaw<
    [{ yes: boolean }]
  >`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS yes`;
  const applied = exists.yes
    ? await prisma.$queryRaw<{ migration_name: string }[]>`
        SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
    : [];
  const names = new Set(applied.map((row) => row.migration_name));
  return entries.filter((entry) => entry.isDirectory() && !names.has(entry.name)).map((entry) => entry.name);
}
