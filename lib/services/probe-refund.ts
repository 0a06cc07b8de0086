import type { StoreTransaction } from "#lib/db/store.ts";
import { judgeReading } from "#lib/domain/judge-reading.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { assertNever } from "#lib/domain/result.ts";
import { probeDelayMs } from "#lib/domain/schedule.ts";
import type { AccountPolicy } from "#lib/gateways/connector.ts";
import type { Attempt, Payment, Refund } from "#prisma/generated/client.ts";
import { applyEvidence } from "./apply-evidence.ts";
import { callPerson, openCase } from "./call-person.ts";
import { type FoundReading, readPayment } from "./read-payment.ts";
import { digestOf } from "./seal.ts";
import { type AskingContext, openAccountOf } from "./sending.ts";
import { gatewayCall } from "./submit-refund.ts";

const DAY_MS = 86_400_000;
const OVERDUE_CASE_MS = 30 * DAY_MS;

type Asked = {
  readonly refund: Refund;
  readonly submit: Attempt;
  readonly query: Attempt;
  readonly unchangedBefore: number;
};

/** Asks the gateway what became of a refund whose end is open, and writes down what the answer proves. */
export async function probeRefund(context: AskingContext, claimed: Refund): Promise<void> {
  const opened = await openAccountOf(context, claimed);
  const payment = await context.store.transaction((tx) => tx.payments.find(claimed.paymentId));
  if (!payment) throw new Error(`refund ${claimed.id} without a payment`);
  const policy = opened.connector.accountPolicy(opened.account.settings, payment);

  const asked = await openQuery(context, claimed, opened.credentialVersion);
  // Nothing was ever sent: people have the word, and the gateway has nothing to tell.
  if (!asked) return lookAgainLater(context, claimed, DAY_MS);

  const found = await readPayment(opened.connector, gatewayCall(context, opened), payment);
  await context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund) return;
    await closeQuery(tx, asked.query, found, payment);
    const after =
      found.kind === "found" ? await judge(tx, context, { ...asked, refund }, found, payment, policy) : refund;
    await scheduleNext(tx, context, after, asked.submit, policy);
  });
}

/** The query is an attempt too: written down before it leaves. */
function openQuery(context: AskingContext, claimed: Refund, credentialVersion: number): Promise<Asked | null> {
  return context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund) return null;
    const attempts = await tx.attempts.of(refund.id);
    const submit = attempts.findLast(
      (attempt) => attempt.kind === "submit" && attempt.outcome !== "not_sent" && attempt.outcome !== "proven_absent",
    );
    if (!submit) return null;
    const since = attempts.filter((attempt) => attempt.kind === "query" && attempt.number > submit.number);
    const unchangedBefore = since.filter((attempt) => attempt.readingMinor === submit.baselineMinor).length;
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
    return { refund, submit, query, unchangedBefore };
  });
}

async function closeQuery(tx: StoreTransaction, query: Attempt, found: FoundReading, payment: Payment): Promise<void> {
  if (found.kind === "found") {
    const { reading, askedAt } = found;
    await tx.attempts.close(query.id, { outcome: "ack", readingMinor: reading.refunded.minor });
    await tx.payments.applyReading(payment.id, {
      refundedMinor: reading.refunded.minor,
      askedAt,
      status: reading.status,
      gatewayPaymentRef: reading.gatewayPaymentRef,
    });
    return;
  }
  const cause = found.kind === "no_answer" ? found.cause : found.kind;
  const fault = found.kind === "no_answer" ? found.fault : null;
  await tx.attempts.close(query.id, {
    outcome: "ambiguous",
    cause,
    gatewayCode: fault?.code ?? null,
    gatewayText: fault?.text ?? null,
  });
}

async function judge(
  tx: StoreTransaction,
  context: AskingContext,
  { refund, submit, query, unchangedBefore }: Asked,
  { reading }: Extract<FoundReading, { kind: "found" }>,
  payment: Payment,
  policy: AccountPolicy,
): Promise<Refund> {
  const endedAt = submit.endedAt ?? submit.startedAt;
  const judgement = judgeReading({
    baselineMinor: submit.baselineMinor ?? 0n,
    amountMinor: refund.amountMinor,
    readingMinor: reading.refunded.minor,
    refused: submit.outcome === "refused" ? { refusesRequest: submit.refusesRequest } : null,
    unchangedBefore,
    sinceAttemptMs: (await tx.now()).getTime() - endedAt.getTime(),
    quietTimeMs: policy.quietTimeS * 1000,
    riseMeans: policy.riseMeans,
  });
  const figures = {
    baseline: moneyToText({ minor: submit.baselineMinor ?? 0n, currency: payment.currency }),
    reading: moneyToText(reading.refunded),
  };
  switch (judgement.kind) {
    case "evidence": {
      const digest = digestOf([judgement.source, submit.id, judgement.verdict]);
      const fact = {
        source: judgement.source,
        verdict: judgement.verdict,
        gatewayRef: submit.gatewayRef,
        digest,
        credentialVersion: query.credentialVersion,
        detail: { ...figures, refusal: submit.gatewayCode },
      };
      return applyEvidence(tx, refund, fact, { by: context.operator, alreadyRead: true });
    }
    case "person":
      return callPerson(tx, refund, { kind: judgement.why, by: context.operator, detail: figures });
    case "ask_again":
      return refund;
    default:
      return assertNever(judgement);
  }
}

/** Nothing leaves polling in silence: the next look is written down, and what takes too long reaches people. */
async function scheduleNext(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  submit: Attempt,
  policy: AccountPolicy,
): Promise<void> {
  if (refund.nextRunAt === null) return;
  const now = await tx.now();
  const ageMs = now.getTime() - (submit.endedAt ?? submit.startedAt).getTime();
  let current = refund;
  if (refund.state === "unknown" && ageMs >= policy.reviewAfterS * 1000) {
    current = await callPerson(tx, refund, {
      kind: "unknown_unresolved",
      by: context.operator,
      detail: { since: submit.startedAt.toISOString() },
    });
  }
  if (refund.state === "processing" && ageMs >= OVERDUE_CASE_MS) {
    await openCase(tx, refund, {
      kind: "overdue",
      by: context.operator,
      detail: { since: submit.startedAt.toISOString() },
    });
  }
  const probes = current.probes + 1;
  const delay = probeDelayMs({ ladderS: policy.probeLadderS, probes, ageMs });
  // A refusal becomes proof at the end of the quiet time: look then, not a rung later.
  const untilQuietEnd = submit.outcome === "refused" ? policy.quietTimeS * 1000 - ageMs : 0;
  const nextRunAt = new Date(now.getTime() + (untilQuietEnd > 0 ? Math.min(delay, untilQuietEnd + 250) : delay));
  await tx.refunds.patch(current.id, { probes, nextRunAt, leaseOwner: null, leaseUntil: null });
}

async function lookAgainLater(context: AskingContext, refund: Refund, delayMs: number): Promise<void> {
  await context.store.transaction(async (tx) => {
    await tx.refunds.patch(refund.id, {
      nextRunAt: new Date((await tx.now()).getTime() + delayMs),
      leaseOwner: null,
      leaseUntil: null,
    });
  });
}
