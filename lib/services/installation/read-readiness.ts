import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Services } from "#lib/services/context.ts";
import { keyFits } from "./refuse-wrong-key.ts";
import { type WorkerStatus, workerStatus } from "./worker-status.ts";

export type Readiness = {
  readonly ready: boolean;
  readonly database: "ok" | "down";
  readonly migrations: "applied" | "missing" | "unknown";
  /** `wrong`: ENCRYPTION_KEY does not open what is sealed (H05). */
  readonly key: "fits" | "wrong" | "unknown";
  /** A dead worker is told and makes nothing unready: refunds can still be asked for (D20). */
  readonly worker: WorkerStatus | null;
};

/** Whether this process can serve: the database answers, has every migration of this release, and its key opens it. */
export async function readReadiness(services: Services): Promise<Readiness> {
  const { prisma } = services;
  try {
    const missing = await missingMigrations({ prisma });
    const worker = missing.length === 0 ? await workerStatus({ prisma }) : null;
    const fits = missing.length > 0 ? null : await keyFits(services);
    return {
      ready: fits === true,
      database: "ok",
      migrations: missing.length === 0 ? "applied" : "missing",
      key: fits === null ? "unknown" : fits ? "fits" : "wrong",
      worker,
    };
  } catch {
    return { ready: false, database: "down", migrations: "unknown", key: "unknown", worker: null };
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
