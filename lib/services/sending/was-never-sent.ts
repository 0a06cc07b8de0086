import type { StoreTransaction } from "#lib/db/store.ts";
import { absenceIsProven, absenceSpacingMs } from "#lib/domain/judge-absence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { backoffMs } from "#lib/domain/schedule.ts";
import type { AccountPolicy } from "#lib/gateways/connector.ts";
import { giveBack, stopForPerson } from "#lib/services/refunds/give-back.ts";
import type { Attempt, Payment, Refund } from "#prisma/generated/client.ts";
import { adoptLostSend } from "./adopt-lost-send.ts";
import { readPayment } from "./read-payment.ts";
import { gatewayCall, type openAccountOf, type SendingContext } from "./sending.ts";
import { takeQueryToken } from "./take-query-token.ts";

type Opened = Awaited<ReturnType<typeof openAccountOf>>;
type Asked = {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly opened: Opened;
  readonly policy: AccountPolicy;
  readonly query: Attempt;
};
/** What one answer says: it was there, it was not, people must look, or nobody knows. */
type Answer = "sent" | "not_there" | "person" | "no_answer";

/**
 * For a refund that was open at a restore: proof that it did not leave in the time that the database forgot. The
 * gateway is asked three times over a quiet time that began with the freeze. What turns up is written down as sent.
 */
export async function wasNeverSent(
  context: SendingContext,
  refund: Refund,
  payment: Payment,
  opened: Opened,
): Promise<boolean> {
  const since = refund.verifySince?.getTime() ?? 0;
  const policy = opened.connector.accountPolicy(opened.account.settings, payment);
  const quietTimeMs = policy.quietTimeS * 1000;
  const { now, attempts } = await context.store.transaction(async (tx) => ({
    now: (await tx.now()).getTime(),
    attempts: await tx.attempts.of(refund.id),
  }));
  const absentAtMs = attempts
    .filter(({ cause, startedAt }) => cause === NOT_THERE && startedAt.getTime() >= since)
    .map(({ startedAt }) => startedAt.getTime() - since);
  const waitMs = Math.max(quietTimeMs - (now - since), spacingLeft(absentAtMs, quietTimeMs, now - since));
  if (waitMs > 0) return later(context, refund, waitMs);
  const turnedAwayMs = await takeQueryToken(context, {
    gatewayAccountId: refund.gatewayAccountId,
    perMinute: policy.queriesPerMinute,
  });
  if (turnedAwayMs > 0) return later(context, refund, turnedAwayMs);

  const query = await context.store.transaction((tx) => openQuery(tx, context, refund, opened));
  const answer = await ask(context, { refund, payment, opened, policy, query });
  if (answer === "no_answer") return later(context, refund, backoffMs(attempts.length, context.random));
  if (answer !== "not_there") return false;
  if (!absenceIsProven({ absentAtMs: [...absentAtMs, now - since], quietTimeMs }))
    return later(context, refund, absenceSpacingMs(quietTimeMs) + 50);
  await context.store.transaction((tx) => tx.refunds.patch(refund.id, { verifySince: null }));
  return true;
}

const NOT_THERE = "not_there";

function spacingLeft(absentAtMs: readonly number[], quietTimeMs: number, ageMs: number): number {
  const last = absentAtMs.at(-1);
  return last === undefined ? 0 : last + absenceSpacingMs(quietTimeMs) - ageMs;
}

async function later(context: SendingContext, refund: Refund, delayMs: number): Promise<false> {
  await giveBack(context, refund, Math.max(1, delayMs));
  return false;
}

/** The question is an attempt too: written down before it leaves. */
function openQuery(tx: StoreTransaction, context: SendingContext, refund: Refund, opened: Opened): Promise<Attempt> {
  return tx.attempts.open({
    refundId: refund.id,
    kind: "query",
    reference: refund.reference,
    fence: refund.fence,
    credentialVersion: opened.credentialVersion,
    baselineMinor: null,
    requestDigest: null,
    worker: context.worker,
  });
}

function ask(context: SendingContext, asked: Asked): Promise<Answer> {
  return asked.opened.connector.operations.queryRefund ? askByReference(context, asked) : askByReading(context, asked);
}

async function askByReference(context: SendingContext, { refund, payment, opened, query }: Asked): Promise<Answer> {
  const outcome = await opened.connector.operations.queryRefund?.(gatewayCall(context, opened), {
    reference: refund.reference,
    gatewayRef: null,
    amount: { minor: refund.amountMinor, currency: refund.currency },
    payment,
  });
  return context.store.transaction(async (tx) => {
    switch (outcome?.kind) {
      case "found":
      case "mismatch":
        await tx.attempts.close(query.id, { outcome: "ack", cause: outcome.kind });
        await adoptLostSend(tx, context, refund, opened.credentialVersion);
        return "sent";
      case "not_found":
        await tx.attempts.close(query.id, { outcome: "ack", cause: NOT_THERE });
        return "not_there";
      default:
        await tx.attempts.close(query.id, { outcome: "ambiguous", cause: outcome?.cause ?? null });
        return "no_answer";
    }
  });
}

/** Where only the payment's total tells: it must be what it was at the freeze, and what was proven since. */
async function askByReading(context: SendingContext, { refund, payment, opened, query }: Asked): Promise<Answer> {
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
  if (found.kind === "no_answer") return "no_answer";
  if (same) return "not_there";
  await stopForPerson(context, refund, "payment_differs", {
    found: found.kind,
    refundedHere: moneyToText({ minor: expectedMinor, currency: refund.currency }),
    ...(found.kind === "found" ? { refundedAtGateway: moneyToText(found.reading.refunded) } : {}),
  });
  return "person";
}

async function provenSince({ prisma }: SendingContext, { paymentId, verifySince }: Refund): Promise<bigint> {
  const { _sum } = await prisma.refund.aggregate({
    where: { paymentId, state: "succeeded", finalAt: { gte: verifySince ?? new Date(0) } },
    _sum: { amountMinor: true },
  });
  return _sum.amountMinor ?? 0n;
}
