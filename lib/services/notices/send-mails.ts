import { backoffMs } from "#lib/domain/schedule.ts";
import type { Mail, SentMail } from "#lib/mail/mail.ts";
import { writeMail } from "#lib/mail/write-mail.ts";
import type { Services } from "#lib/services/context.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { MailWay } from "./mail-way.ts";
import { readNoticeRows } from "./notice-dto.ts";

export type MailContext = Pick<Services, "prisma" | "log"> & {
  readonly worker: string;
  readonly mails: MailWay;
  /** The address that people open. */
  readonly deskUrl: string;
  readonly random: () => number;
};

/** Longer than a server may take; then another worker tries. */
const LEASE_SECONDS = 60;
const MOST_TRIES = 12;
const BATCH = 500;

/**
 * Sends the mail that waits longest. At least once: a process that dies between the server's yes and writing it down
 * leaves a mail that is sent again, under the same message ID. False when none is due, or when the server failed.
 */
export async function sendNextMail(context: MailContext): Promise<boolean> {
  if (context.mails.kind === "none") return endAll(context);
  const taken = await take(context);
  if (!taken) return false;
  const written = await write(context, taken.id);
  if (!written) return end(context, taken.id, { outcome: "not_wanted" });
  if (context.mails.kind === "kept") return end(context, taken.id, { outcome: "kept", kept: written });
  const sent = await context.mails.send(written);
  return sent.kind === "sent" ? end(context, taken.id, { outcome: "sent" }) : putOff(context, taken, sent);
}

type Taken = { readonly id: bigint; readonly tries: number };

async function take({ prisma, worker }: MailContext): Promise<Taken | null> {
  const [row] = await prisma.$queryRaw<Taken[]>`
    UPDATE mail SET lease_owner = ${worker}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}::int),
      tries = tries + 1
    WHERE notice_id = (SELECT notice_id FROM mail WHERE ended_at IS NULL AND next_try_at <= now()
      AND (lease_until IS NULL OR lease_until < now()) ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING notice_id AS id, tries`;
  return row ?? null;
}

/** Null where nobody is there any more to read it. */
async function write({ prisma, deskUrl }: MailContext, id: bigint): Promise<Mail | null> {
  const person = await prisma.user.findFirst({ where: { notices: { some: { id } }, status: "active" } });
  const [notice] = person ? await readNoticeRows(prisma, Prisma.sql`notice.id = ${id}`, 1) : [];
  return person && notice ? writeMail(notice, person, deskUrl) : null;
}

type End = {
  readonly outcome: "sent" | "kept" | "not_wanted" | "gave_up";
  readonly kept?: Mail;
  readonly why?: string;
};

/** Nothing is written over where the lease was lost: whoever has it now writes. */
async function end({ prisma, worker }: MailContext, id: bigint, { outcome, kept, why }: End): Promise<boolean> {
  await prisma.$executeRaw`
    UPDATE mail SET ended_at = now(), outcome = ${outcome}, kept = ${kept ? JSON.stringify(kept) : null}::jsonb,
      last_error = COALESCE(${why ?? null}, last_error), lease_owner = NULL, lease_until = NULL
    WHERE notice_id = ${id} AND ended_at IS NULL AND lease_owner = ${worker}`;
  return true;
}

async function putOff(
  context: MailContext,
  { id, tries }: Taken,
  { again, cause }: Extract<SentMail, { kind: "failed" }>,
): Promise<boolean> {
  context.log.warn({ mail: String(id), tries, cause }, "a mail was not taken by the mail server");
  if (!again || tries >= MOST_TRIES) {
    await end(context, id, { outcome: "gave_up", why: cause });
    return false;
  }
  await context.prisma.$executeRaw`
    UPDATE mail SET next_try_at = now() + make_interval(secs => ${backoffMs(tries, context.random) / 1_000}),
      last_error = ${cause}, lease_owner = NULL, lease_until = NULL
    WHERE notice_id = ${id} AND ended_at IS NULL AND lease_owner = ${context.worker}`;
  return false;
}

/** Where no mail server is set, mails have their end at once: they must not all leave on the day one is set. */
async function endAll({ prisma }: MailContext): Promise<boolean> {
  const ended = await prisma.$executeRaw`
    UPDATE mail SET ended_at = now(), outcome = 'no_server'
    WHERE notice_id IN (SELECT notice_id FROM mail WHERE ended_at IS NULL LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
  return ended === BATCH;
}
