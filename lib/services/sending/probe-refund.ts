import type { StoreTransaction } from "#lib/db/store.ts";
import { absenceSpacingMs } from "#lib/domain/judge-absence.ts";
import { probeDelayMs } from "#lib/domain/schedule.ts";
import type { AccountPolicy } from "#lib/gateways/connector.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Attempt, Payment, Refund } from "#prisma/generated/client.ts";
import { mayHaveMoved } from "./may-have-moved.ts";
import { askByReading } from "./probe-by-reading.ts";
import { askByReference } from "./probe-by-reference.ts";
import { type AskingContext, openAccountOf } from "./sending.ts";
import { takeQueryToken } from "./take-query-token.ts";

const DAY_MS = 86_400_000;
const OVERDUE_CASE_MS = 30 * DAY_MS;

/** One question about one refund: what was sent, what was asked since, and under which rules. */
export type Probe = {
  readonly opened: Awaited<ReturnType<typeof openAccountOf>>;
  readonly payment: Payment;
  readonly policy: AccountPolicy;
  readonly submit: Attempt;
  readonly query: Attempt;
  /** All attempts of the refund as they were before this question. */
  readonly before: readonly Attempt[];
};

/** What an answer does, in the transaction that writes it down. Returns the refund as it is afterwards. */
export type Answer = (tx: StoreTransaction, refund: Refund) => Promise<Refund>;

/** `turned_away`: the gateway's limit lets no question through now. The refund comes back; nothing counts as asked. */
export type ProbeEnd = "asked" | "nothing_sent" | "turned_away";

/** Asks the gateway what became of a refund whose end is open, and writes down what the answer proves. */
export async function probeRefund(context: AskingContext, claimed: Refund): Promise<ProbeEnd> {
  const { payment, sent } = await readSent(context, claimed);
  // Nothing was ever sent: people have the word, and the gateway has nothing to tell.
  if (!sent) return lookAgainLater(context, claimed, DAY_MS, "nothing_sent");
  const opened = await openAccountOf(context, claimed, { sentWith: sent.credentialVersion });
  const policy = opened.connector.accountPolicy(opened.account.settings, payment);
  const limit = { gatewayAccountId: claimed.gatewayAccountId, perMinute: policy.queriesPerMinute };
  const waitMs = await takeQueryToken(context, limit);
  if (waitMs > 0) return lookAgainLater(context, claimed, waitMs, "turned_away");

  const asked = await openQuery(context, claimed, opened.credentialVersion);
  if (!asked) return lookAgainLater(context, claimed, DAY_MS, "nothing_sent");

  const probe: Probe = { ...asked, opened, payment, policy };
  const answer = opened.connector.operations.queryRefund
    ? await askByReference(context, claimed, probe)
    : await askByReading(context, probe);
  await context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (refund) await scheduleNext(tx, context, await answer(tx, refund), probe);
  });
  return "asked";
}

async function readSent(
  { store }: AskingContext,
  refund: Refund,
): Promise<{ readonly payment: Payment; readonly sent: Attempt | undefined }> {
  return store.transaction(async (tx) => {
    const payment = await tx.payments.find(refund.paymentId);
    if (!payment) throw new Error(`refund ${refund.id} without a payment`);
    return { payment, sent: (await tx.attempts.of(refund.id)).findLast(mayHaveMoved) };
  });
}

/** The query is an attempt too: written down before it leaves. */
function openQuery(
  context: AskingContext,
  claimed: Refund,
  credentialVersion: number,
): Promise<Pick<Probe, "submit" | "query" | "before"> | null> {
  return context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund) return null;
    const before = await tx.attempts.of(refund.id);
    const submit = before.findLast(mayHaveMoved);
    if (!submit) return null;
    const query = await tx.attempts.open({
      refundId: refund.id,
      kind: "query",
      reference: refund.reference,
      fence: refund.fence,
      credentialVersion,
      baselineMinor: null,
      requestDigest: null,
      worker: context.worker,
    });
    return { submit, query, before };
  });
}

/** Nothing leaves polling in silence: the next look is written down, and what takes too long reaches people. */
async function scheduleNext(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  { submit, policy, payment }: Probe,
): Promise<void> {
  if (refund.nextRunAt === null || refund.state === "queued") return;
  const now = await tx.now();
  const ageMs = now.getTime() - (submit.endedAt ?? submit.startedAt).getTime();
  const since = { since: submit.startedAt.toISOString(), method: payment.method };
  let current = refund;
  if (refund.state === "unknown" && ageMs >= policy.reviewAfterS * 1000) {
    current = await callPerson(tx, refund, { kind: "unknown_unresolved", by: context.operator, detail: since });
  }
  if (refund.state === "processing" && ageMs >= OVERDUE_CASE_MS) {
    current = await callPerson(tx, refund, { kind: "overdue", by: context.operator, detail: since });
  }
  const probes = current.probes + 1;
  const ladderMs = probeDelayMs({ ladderS: policy.probeLadderS, probes, ageMs });
  const delayMs =
    current.state === "unknown" ? Math.min(ladderMs, untilProofMs(policy.quietTimeS * 1000, ageMs)) : ladderMs;
  await tx.refunds.patch(current.id, {
    probes,
    nextRunAt: new Date(now.getTime() + delayMs),
    leaseOwner: null,
    leaseUntil: null,
  });
}

/** Absence can become proof at the end of the quiet time and a little after it: look then, not a rung later. */
function untilProofMs(quietTimeMs: number, ageMs: number): number {
  const spacing = absenceSpacingMs(quietTimeMs);
  if (ageMs < quietTimeMs) return quietTimeMs - ageMs + 50;
  return ageMs < quietTimeMs + 4 * spacing ? spacing + 50 : Number.POSITIVE_INFINITY;
}

async function lookAgainLater(
  context: AskingContext,
  refund: Refund,
  delayMs: number,
  end: ProbeEnd,
): Promise<ProbeEnd> {
  await context.store.transaction(async (tx) => {
    await tx.refunds.patch(refund.id, {
      nextRunAt: new Date((await tx.now()).getTime() + delayMs),
      leaseOwner: null,
      leaseUntil: null,
    });
  });
  return end;
}
