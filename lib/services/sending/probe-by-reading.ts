import type { StoreTransaction } from "#lib/db/store.ts";
import { judgeReading } from "#lib/domain/judge-reading.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { assertNever } from "#lib/domain/result.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { applyEvidence } from "./apply-evidence.ts";
import type { Answer, Probe } from "./probe-refund.ts";
import { type FoundReading, readPayment } from "./read-payment.ts";
import type { AskingContext } from "./sending.ts";
import { noteFault } from "./watch-gateway.ts";

/** Where the payment is all that can be asked about: its refunded total, held against the baseline of the send. */
export async function askByReading(context: AskingContext, probe: Probe): Promise<Answer> {
  const found = await readPayment(context, probe.opened, probe.payment);
  if (found.kind === "no_answer") await noteFault(context, probe.payment.gatewayAccountId, found.fault);
  return async (tx, refund) => {
    await closeQuery(tx, probe, found);
    return found.kind === "found" ? judge(tx, context, refund, probe, found) : refund;
  };
}

async function closeQuery(tx: StoreTransaction, { query, payment }: Probe, found: FoundReading): Promise<void> {
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
  refund: Refund,
  { submit, query, before, payment, policy }: Probe,
  { reading }: Extract<FoundReading, { kind: "found" }>,
): Promise<Refund> {
  const baselineMinor = submit.baselineMinor ?? 0n;
  const unchangedBefore = before.filter(
    (attempt) => attempt.kind === "query" && attempt.number > submit.number && attempt.readingMinor === baselineMinor,
  ).length;
  const judgement = judgeReading({
    baselineMinor,
    amountMinor: refund.amountMinor,
    readingMinor: reading.refunded.minor,
    refused: submit.outcome === "refused" ? { refusesRequest: submit.refusesRequest } : null,
    unchangedBefore,
    sinceAttemptMs: (await tx.now()).getTime() - (submit.endedAt ?? submit.startedAt).getTime(),
    quietTimeMs: policy.quietTimeS * 1000,
    riseMeans: policy.riseMeans,
  });
  const figures = {
    baseline: moneyToText({ minor: baselineMinor, currency: payment.currency }),
    reading: moneyToText(reading.refunded),
  };
  switch (judgement.kind) {
    case "evidence": {
      const { source, verdict } = judgement;
      const digest = digestOf([source, submit.id, verdict]);
      const fact = {
        source,
        verdict,
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
