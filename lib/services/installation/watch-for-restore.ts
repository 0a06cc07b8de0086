import type { AppContext } from "#lib/services/context.ts";
import type { Witness } from "#lib/services/sending/witness.ts";
import { freezeSending } from "./freeze-sending.ts";

type Watching = Pick<AppContext, "prisma" | "log" | "operator"> & { readonly witness?: Witness };

/**
 * Freezes sending where the database is another one than before, or one from the past: a dump was loaded elsewhere, a
 * log was replayed, a standby took over, files were put back. By every worker, at its start and at every beat.
 */
export async function watchForRestore(watching: Watching): Promise<void> {
  const { prisma } = watching;
  const { place, timeline } = await databaseIdentity(watching);
  const identity = `${place}/${timeline}`;
  const known = await prisma.installation.findUnique({ where: { id: 1 }, select: { databaseIdentity: true } });
  if (known?.databaseIdentity !== identity) {
    if (known?.databaseIdentity) await freezeSending(watching, "another_database");
    await prisma.installation.upsert({
      where: { id: 1 },
      create: { id: 1, databaseIdentity: identity },
      update: { databaseIdentity: identity },
    });
  }
  await isFromThePast(watching);
}

/**
 * Whether the database lacks the last attempt that this machine committed; then sending is frozen. Asked before every
 * send, because a database can be put back under a worker that lives on.
 */
export async function isFromThePast(watching: Watching): Promise<boolean> {
  const last = watching.witness?.lastAttempt();
  if (!last || (await watching.prisma.attempt.count({ where: { id: last } })) > 0) return false;
  await freezeSending(watching, "from_the_past");
  watching.witness?.forget();
  return true;
}

/** `place` is the database in its cluster; `timeline` grows with every replay to a point in time and every takeover. */
export type DatabaseIdentity = { readonly place: string; readonly timeline: string };

export async function databaseIdentity({ prisma }: Pick<AppContext, "prisma">): Promise<DatabaseIdentity> {
  const [{ oid, timeline, mayAsk }] = await prisma.$queryRaw<[{ oid: string; timeline: string; mayAsk: boolean }]>`
    SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS oid,
      left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline, has_function_privilege('pg_control_system()', 'execute') AS "mayAsk"`;
  if (!mayAsk) return { place: oid, timeline };
  const [{ cluster }] = await prisma.$queryRaw<
    [{ cluster: string }]
  >`SELECT system_identifier::text AS cluster FROM pg_control_system()`;
  return { place: `${cluster}-${oid}`, timeline };
}
