import { AnotherRefundInFlight, type StoreTransaction } from "#lib/db/store.ts";
import { absenceIsProven, absenceSpacingMs } from "#lib/domain/judge-absence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { RefundCaseKind } from "#lib/domain/review.ts";
import { backoffMs } from "#lib/domain/schedule.ts";
import type { AccountPolicy } from "#lib/gateways/connector.ts";
import { isUnverified } from "#lib/services/refunds/unverified.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Attempt, Payment, Refund } from "#prisma/generated/client.ts";
import { adoptLostSend } from "./adopt-lost-send.ts";
import { readPayment } from "./read-payment.ts";
import { gatewayCall, openAccountOf, type SendingContext } from "./sending.ts";
import { takeQueryToken } from "./take-query-token.ts";

type Opened = Awaited<ReturnType<typeof openAccountOf>>;
type Asking = { readonly refund: Refund; readonly payment: Payment; readonly opened: Opened };

/** What one answer says: the gateway knows it, does not, its total is not what it should be, or nobody knows. */
type Answer =
  | { readonly kind: "there"; readonly state: string }
  | { readonly kind: "not_there" }
  | { readonly kind: "total_differs"; readonly detail: Readonly<Record<string, string>> }
  | { readonly kind: "no_answer" };

/** How an absent answer is kept, so that later ones can count it. */
const NOT_THERE = "not_there";
const BEHIND_ANOTHER_MS = 2_000;

/**
 * One question about a refund that was open at a restore: did it leave in the time that the database forgot? Three
 * times no, over a quiet time that began with the freeze, is proof. Sends nothing; also while sending is frozen.
 */
export async function verifyRefund(context: SendingContext, refund: Refund): Promise<void> {
  const opened = await openAccountOf(context, refund);
  const { payment, attempts, now } = await context.store.transaction(async (tx) => ({
    payment: await tx.payments.find(refund.paymentId),
    attempts: await tx.attempts.of(refund.id),
    now: (await tx.now()).getTime(),
  }));
  if (!payment) throw new Error(`refund ${refund.id} without a payment`);
  const policy = opened.connector.accountPolicy(opened.account.settings, payment);
  const quietTimeMs = quietTimeOf(opened, policy) * 1_000;
  const ageMs = now - (refund.verifySince?.getTime() ?? 0);
  const asked = attempts.filter(({ kind, startedAt }) => kind === "query" && startedAt >= (refund.verifySince ?? 0));
  const absentAtMs = asked
    .filter(({ cause }) => cause === NOT_THERE)
    .map(({ startedAt }) => startedAt.getTime() - (refund.verifySince?.getTime() ?? 0));

  const waitMs = untilNextQuestion({ asked: asked.length, absentAtMs, quietTimeMs, ageMs });
  if (waitMs > 0) return comeBack(context, refund, waitMs);
  const limit = { gatewayAccountId: refund.gatewayAccountId, perMinute: policy.queriesPerMinute };
  const turnedAwayMs = await takeQueryToken(context, limit);
  if (turnedAwayMs > 0) return comeBack(context, refund, turnedAwayMs);

  const answer = await ask(context, { refund, payment, opened });
  if (answer.kind === "no_answer") return comeBack(context, refund, backoffMs(asked.length, context.random));
  if (answer.kind === "not_there" && !absenceIsProven({ absentAtMs: [...absentAtMs, ageMs], quietTimeMs }))
    return comeBack(context, refund, Math.max(absenceSpacingMs(quietTimeMs), quietTimeMs - ageMs) + 50);
  await conclude(context, refund, opened, answer).catch((error: unknown) => {
    if (!(error instanceof AnotherRefundInFlight)) throw error;
    return comeBack(context, refund, BEHIND_ANOTHER_MS);
  });
}

/** A gateway's total shows a refund hours after it was taken: as long as unknown ones are given until people look. */
function quietTimeOf({ connector }: Opened, { quietTimeS, reviewAfterS }: AccountPolicy): number {
  return connector.operations.queryRefund ? quietTimeS : Math.max(quietTimeS, reviewAfterS);
}

type Asked = {
  readonly asked: number;
  readonly absentAtMs: readonly number[];
  readonly quietTimeMs: number;
  readonly ageMs: number;
};

/** The first at once, because what is there is there; those that shall prove absence after the quiet time. */
function untilNextQuestion({ asked, absentAtMs, quietTimeMs, ageMs }: Asked): number {
  const last = absentAtMs.at(-1);
  if (asked === 0 || last === undefined) return 0;
  return Math.max(quietTimeMs - ageMs, last + absenceSpacingMs(quietTimeMs) - ageMs);
}

/** The question is an attempt too: written down before it leaves. */
async function ask(context: SendingContext, asking: Asking): Promise<Answer> {
  const { refund, opened } = asking;
  const query = await context.store.transaction((tx) =>
    tx.attempts.open({
      refundId: refund.id,
      kind: "query",
      reference: refund.reference,
      fence: refund.fence,
      credentialVersion: opened.credentialVersion,
      baselineMinor: null,
      requestDigest: null,
      worker: context.worker,
    }),
  );
  return opened.connector.operations.queryRefund
    ? askByReference(context, asking, query)
    : askByReading(context, asking, query);
}

async function askByReference(
  context: SendingContext,
  { refund, payment, opened }: Asking,
  query: Attempt,
): Promise<Answer> {
  const outcome = await opened.connector.operations.queryRefund?.(gatewayCall(context, opened), {
    reference: refund.reference,
    gatewayRef: null,
    amount: { minor: refund.amountMinor, currency: refund.currency },
    payment,
  });
  const close = (outcome: "ack" | "ambiguous", cause: string | null) =>
    context.store.transaction((tx) => tx.attempts.close(query.id, { outcome, cause }));
  switch (outcome?.kind) {
    case "found":
    case "mismatch":
      await close("ack", outcome.kind);
      return { kind: "there", state: outcome.kind === "found" ? outcome.state : `another ${outcome.field}` };
    case "not_found":
      await close("ack", NOT_THERE);
      return { kind: "not_there" };
    default:
      await close("ambiguous", outcome?.cause ?? null);
      return { kind: "no_answer" };
  }
}

/** Where only the payment's total tells: it must be what it was at the freeze, and what was proven since. */
async function askByReading(
  context: SendingContext,
  { refund, payment, opened }: Asking,
  query: Attempt,
): Promise<Answer> {
  const found = await readPayment(context, opened, payment);
  const expectedMinor = (refund.verifyFromMinor ?? 0n) + (await provenSince(context, refund));
  const same = found.kind === "found" && found.reading.refunded.minor === expectedMinor;
  await context.store.transaction((tx) =>
    tx.attempts.close(query.id, {
      outcome: found.kind === "found" ? "ack" : "ambiguous",
      cause: same ? NOT_THERE : found.kind,
      readingMinor: found.kind === "found" ? found.reading.refunded.minor : null,
    }),
  );
  if (found.kind === "no_answer") return { kind: "no_answer" };
  if (same) return { kind: "not_there" };
  const detail = {
    found: found.kind,
    refundedHere: moneyToText({ minor: expectedMinor, currency: refund.currency }),
    ...(found.kind === "found" ? { refundedAtGateway: moneyToText(found.reading.refunded) } : {}),
  };
  return { kind: "total_differs", detail };
}

async function provenSince({ prisma }: SendingContext, { paymentId, verifySince }: Refund): Promise<bigint> {
  const { _sum } = await prisma.refund.aggregate({
    where: { paymentId, state: "succeeded", finalAt: { gte: verifySince ?? new Date(0) } },
    _sum: { amountMinor: true },
  });
  return _sum.amountMinor ?? 0n;
}

/**
 * What left with approvals that are still there is written down as sent. Where they are lost with the future that the
 * restore took away, two people put their names to it instead.
 */
async function conclude(
  context: SendingContext,
  claimed: Refund,
  { credentialVersion }: Opened,
  answer: Exclude<Answer, { kind: "no_answer" }>,
): Promise<void> {
  await context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund || !isUnverified(refund)) return;
    if (answer.kind === "not_there") return setFree(tx, context, refund);
    if (answer.kind === "total_differs") return call(tx, context, refund, "payment_differs", answer.detail);
    if (refund.state === "queued") await adoptLostSend(tx, context, refund, credentialVersion);
    else await call(tx, context, refund, "sent_before_restore", { atGateway: answer.state });
  });
}

/** It never left: from here on it is like any other, in line behind its undo window or with those who decide. */
async function setFree(tx: StoreTransaction, { operator }: SendingContext, refund: Refund): Promise<void> {
  const now = await tx.now();
  const nextRunAt = refund.state === "queued" ? later(refund.nextRunAt, now) : null;
  await tx.refunds.patch(refund.id, { verifySince: null, nextRunAt, leaseOwner: null, leaseUntil: null });
  const { id: refundId, paymentId, orderId } = refund;
  await tx.appendAudit({ kind: "refund.verified", operator, refundId, paymentId, orderId });
}

async function call(
  tx: StoreTransaction,
  { operator: by }: SendingContext,
  refund: Refund,
  kind: RefundCaseKind,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await callPerson(tx, refund, { kind, by, detail });
}

/** Asked again then; one that was approved meanwhile keeps its undo window. */
async function comeBack(context: SendingContext, claimed: Refund, delayMs: number): Promise<void> {
  await context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund || !isUnverified(refund) || refund.fence !== claimed.fence) return;
    const then = new Date((await tx.now()).getTime() + Math.max(1, delayMs));
    await tx.refunds.patch(refund.id, {
      nextRunAt: later(refund.nextRunAt, then),
      leaseOwner: null,
      leaseUntil: null,
    });
  });
}

function later(one: Date | null, other: Date): Date {
  return one && one > other ? one : other;
}
