import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listenForHints } from "#lib/db/listen.ts";
import { createSendLocks } from "#lib/db/send-locks.ts";
import { type MailSetting, openMailWay } from "#lib/services/notices/mail-way.ts";
import { pruneNotices } from "#lib/services/notices/prune-notices.ts";
import { sendNextMail } from "#lib/services/notices/send-mails.ts";
import { warnBeforeExpiry } from "#lib/services/notices/warn-before-expiry.ts";
import { applyNextNotification } from "#lib/services/notifications/apply-notification.ts";
import { type Installation, openServices } from "#lib/services/open-services.ts";
import { askNextPaymentLink } from "#lib/services/payment-links/ask-payment-link.ts";
import { recordInvariants } from "#lib/services/proof/record-invariants.ts";
import { sealAudit } from "#lib/services/proof/seal-audit.ts";
import { reconcileNext } from "#lib/services/reconciliation/reconcile-next.ts";
import { startNightly } from "#lib/services/reconciliation/start-reconciliation.ts";
import { expireRefunds } from "#lib/services/refunds/expire-refunds.ts";
import { claimFairly, type FairClaim } from "#lib/services/sending/claim-fairly.ts";
import { watchUnknownRate } from "#lib/services/sending/gateway-breaker.ts";
import { recordCrash, runRefund } from "#lib/services/sending/run-refund.ts";
import { type SendingContext, wayToGateways } from "#lib/services/sending/sending.ts";
import { tryBreaker } from "#lib/services/sending/try-breaker.ts";
import { verifyNext } from "#lib/services/sending/verify-next.ts";
import { fileWitness } from "#lib/services/sending/witness.ts";
import { createDoorbell, type Doorbell } from "./doorbell.ts";
import { refuseWrongKey } from "./refuse-wrong-key.ts";
import { databaseIdentity, watchForRestore } from "./watch-for-restore.ts";
import { beat } from "./worker-status.ts";

export type Worker = { readonly name: string; readonly stop: () => Promise<void> };

export type WorkerInstallation = Installation & {
  readonly name: string;
  /** Where this machine keeps what it remembers outside the database. */
  readonly witnessFolder?: string;
  /** The address that people open; without one, the one that gateways reach. */
  readonly deskUrl?: string | undefined;
  readonly mails?: MailSetting;
};

/** Refunds that one worker drives at the same time. */
const SLOTS = 6;
/** Of these how many are asked about at the same time after a restore. */
const VERIFYING = 3;
/** Without a hint: the safety net under NOTIFY. */
const POLL_MS = 1_000;
/** A gateway exchange takes 20 s at most; then the attempt is written down. */
const STOP_WITHIN_MS = 25_000;
/** Nothing is lost with a session: a database that does not answer is not waited for. */
const CLOSE_WITHIN_MS = 3_000;

/**
 * The process that sends and watches. Any number of workers share one database. It stops claiming when told to
 * stop, and finishes or records what it has begun (D16).
 */
export async function startWorker(installation: WorkerInstallation): Promise<Worker> {
  const context = await sendingContext(installation);
  await refuseUnsafeDatabase(context);
  await refuseWrongKey(context);
  await watchForRestore(context);
  await beat(context.prisma, context.worker);

  const stop = new AbortController();
  const bells = {
    refunds: createDoorbell(),
    inbox: createDoorbell(),
    audit: createDoorbell(),
    links: createDoorbell(),
    mails: createDoorbell(),
  };
  const ringAll = () => Object.values(bells).forEach((bell) => void bell.ring());
  const listening = listenForHints(installation.databaseUrl, { onHint: ringAll, onState: ringAll });

  const mailing = {
    ...context,
    deskUrl: installation.deskUrl ?? installation.publicUrl,
    mails: await openMailWay(installation.mails ?? "none"),
  };
  const claim = claimFairly(context, SLOTS);
  const loops = [
    ...Array.from({ length: SLOTS }, () =>
      loop(context, stop.signal, { name: "refunds", bell: bells.refunds, everyMs: POLL_MS }, () =>
        workOnRefund(context, claim),
      ),
    ),
    ...Array.from({ length: VERIFYING }, () =>
      loop(context, stop.signal, { name: "verification", everyMs: POLL_MS }, () => verifyNext(context)),
    ),
    loop(context, stop.signal, { name: "inbox", bell: bells.inbox, everyMs: POLL_MS }, () =>
      applyNextNotification(context),
    ),
    loop(
      context,
      stop.signal,
      { name: "audit", bell: bells.audit, everyMs: POLL_MS },
      async () => (await sealAudit(context.prisma)) > 0,
    ),
    loop(context, stop.signal, { name: "payment links", bell: bells.links, everyMs: POLL_MS }, () =>
      askNextPaymentLink(context),
    ),
    loop(context, stop.signal, { name: "breakers", everyMs: POLL_MS }, () => tryBreaker(context)),
    loop(context, stop.signal, { name: "unknown rate", everyMs: 5_000 }, () => watchUnknownRate(context)),
    loop(context, stop.signal, { name: "reconciliation", everyMs: POLL_MS }, () => reconcileNext(context)),
    loop(context, stop.signal, { name: "nightly reconciliation", everyMs: 60_000 }, () => startNightly(context)),
    loop(context, stop.signal, { name: "expiry", everyMs: 10_000 }, async () => (await expireRefunds(context)) > 0),
    loop(
      context,
      stop.signal,
      { name: "expiry warnings", everyMs: 10_000 },
      async () => (await warnBeforeExpiry(context)) > 0,
    ),
    loop(context, stop.signal, { name: "mails", bell: bells.mails, everyMs: 5_000 }, () => sendNextMail(mailing)),
    loop(context, stop.signal, { name: "old notices", everyMs: 3_600_000 }, () => pruneNotices(context)),
    loop(context, stop.signal, { name: "heartbeat", everyMs: 5_000 }, async () => {
      await watchForRestore(context);
      return beat(context.prisma, context.worker);
    }),
    loop(context, stop.signal, { name: "invariants", everyMs: 30_000 }, () => recordInvariants(context)),
  ];

  return {
    name: context.worker,
    stop: async () => {
      stop.abort();
      ringAll();
      await Promise.race([Promise.all(loops), sleep(STOP_WITHIN_MS)]);
      const closed = Promise.allSettled([listening.stop(), context.locks.close(), context.prisma.$disconnect()]);
      await Promise.race([closed, sleep(CLOSE_WITHIN_MS)]);
    },
  };
}

type WorkerContext = SendingContext & { readonly locks: ReturnType<typeof createSendLocks> };

async function sendingContext({
  name,
  witnessFolder,
  deskUrl: _,
  mails: __,
  ...installation
}: WorkerInstallation): Promise<WorkerContext> {
  const services = openServices({ poolSize: SLOTS + 4, ...installation });
  const witness = witnessFolder
    ? fileWitness(join(witnessFolder, (await databaseIdentity(services)).place))
    : undefined;
  return {
    witness,
    ...services,
    operator: { kind: "worker", name: "Refund Desk" },
    worker: name,
    locks: createSendLocks(installation.databaseUrl),
    gatewayHttp: wayToGateways(services),
    monotonicMs: () => performance.now(),
    random: Math.random,
  };
}

/** A database that forgets commits would let a refund leave twice (C06). */
async function refuseUnsafeDatabase({ prisma }: SendingContext): Promise<void> {
  const [row] = await prisma.$queryRaw<[{ setting: string }]>`SELECT current_setting('synchronous_commit') AS setting`;
  if (row.setting === "off")
    throw new Error("synchronous_commit is off: turn it on in PostgreSQL, or a crash could send a refund twice.");
}

/** Claims one refund and does what it needs next; false when none is due. */
export async function workOnRefund(context: SendingContext, claim: () => Promise<FairClaim | null>): Promise<boolean> {
  const claimed = await claim();
  if (!claimed) return false;
  const { refund, done } = claimed;
  try {
    await runRefund(context, refund);
  } catch (error) {
    context.log.error({ err: error, refundId: refund.id }, "the worker failed on a refund; it comes back to it");
    await recordCrash(context, refund, error);
  } finally {
    done();
  }
  return true;
}

type Rhythm = { readonly name: string; readonly everyMs: number; readonly bell?: Doorbell };

/** Works while there is work, then waits for the bell or the clock. An error waits a little and is never the end. */
async function loop(
  context: SendingContext,
  signal: AbortSignal,
  { name, everyMs, bell }: Rhythm,
  work: () => Promise<boolean>,
): Promise<void> {
  const own = bell ?? createDoorbell();
  signal.addEventListener("abort", () => own.ring(), { once: true });
  while (!signal.aborted) {
    const heard = own.heard();
    const more = await work().catch((error: unknown) => {
      context.log.error({ err: error, loop: name }, "a loop of the worker failed; it goes on");
      return false;
    });
    if (!more && !signal.aborted) await own.wait(heard, everyMs);
  }
}
