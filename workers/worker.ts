import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { orExit, workerEnv } from "#lib/env.ts";
import { createLogger } from "#lib/logger.ts";
import { startWorker, type Worker } from "#lib/services/installation/run-worker.ts";

const env = orExit(workerEnv);
const log = createLogger("worker", env.LOG_LEVEL);

let worker: Worker | null = null;
let stopping = false;
// Before anything else: a signal that finds no handler ends the process in the middle of what it does (D16).
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "the worker did not stop in order");
        process.exit(1);
      },
    );
  });
}

worker = await startWorker({
  databaseUrl: env.DATABASE_URL,
  encryptionKey: env.ENCRYPTION_KEY,
  publicUrl: env.PUBLIC_URL,
  allowLoopbackGateways: env.ALLOW_LOOPBACK_GATEWAYS === "on",
  log,
  deskUrl: env.NEXTAUTH_URL,
  mails:
    env.SMTP_URL && env.MAIL_FROM
      ? { url: env.SMTP_URL, from: env.MAIL_FROM }
      : env.KEEP_MAILS === "on"
        ? "kept"
        : "none",
  witnessFolder: join(env.DATA_DIR, "witness"),
  // An incarnation, not a place: two processes never share a name, however they were started (D18).
  name: `${process.pid}-${randomUUID().slice(0, 8)}`,
});
log.info({ worker: worker.name }, "the worker is ready");

/** A worker that does not stand yet has claimed nothing, so it may go at once, whatever its database does. */
async function stop(): Promise<void> {
  await worker?.stop();
}
