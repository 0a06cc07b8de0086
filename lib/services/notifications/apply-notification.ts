import type { StoreTransaction } from "#lib/db/store.ts";
import type { Verdict } from "#lib/domain/evidence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { isFinal, type RefundState } from "#lib/domain/refund-state.ts";
import { probeDelayMs } from "#lib/domain/schedule.ts";
import type { NotificationMeaning } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { type OpenGatewayAccount, openForVerification } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import { callPerson, openCase } from "#lib/services/review/call-person.ts";
import { adoptLostSend } from "#lib/services/sending/adopt-lost-send.ts";
import { applyEvidence } from "#lib/services/sending/apply-evidence.ts";
import { mayHaveMoved } from "#lib/services/sending/may-have-moved.ts";
import type { InboxMessage, Refund } from "#prisma/generated/client.ts";
import { applyPaymentResult } from "./apply-payment-result.ts";

type RefundResult = Extract<NotificationMeaning, { kind: "refund_result" }>;
export type Effect = { readonly text: string; readonly refundId: string | null };

const VERDICTS: Readonly<Record<RefundResult["result"], Verdict>> = {
  succeeded: "moved",
  failed: "not_moved",
  processing: "in_progress",
};

/** Takes the oldest waiting message and lets it do what it proves. False when nothing waits. */
export async function applyNextNotification(context: AppContext): Promise<boolean> {
  let taken: InboxMessage | null = null;
  try {
    return await context.store.transaction(async (tx) => {
      taken = await tx.inbox.lockNext();
      if (!taken) return false;
      const effect = await applyMessage(tx, context, taken);
      await tx.inbox.done(taken.id, effect.text, effect.refundId);
      return true;
    });
  } catch (error) {
    const failed = taken as InboxMessage | null;
    if (!failed) throw error;
    context.log.error(
      { err: error, inboxId: failed.id },
      "a notification could not be applied; it waits for another try",
    );
    await context.store.transaction((tx) => tx.inbox.failed(failed.id));
    return true;
  }
}

/** Lets a stored message do what it proves. Doing it again adds nothing: equal facts are one fact. */
export async function applyMessage(tx: StoreTransaction, context: AppContext, message: InboxMessage): Promise<Effect> {
  if (message.verdict !== "verified") return { text: `ignored: ${message.verdict}`, refundId: null };
  const reading = await readAgain(context, message);
  // The key that verified it was retired meanwhile: what it says is no longer believed by itself.
  if (!reading) return { text: "ignored: key retired", refundId: null };
  const { meaning } = reading;
  if (meaning.kind === "other") return { text: `kept: ${meaning.about}`, refundId: null };
  if (meaning.kind === "payment_result")
    return { text: await applyPaymentResult(tx, context, message, meaning), refundId: null };

  const found = await tx.refunds.findByReference(message.gateway, meaning.reference);
  const refund = found && (await tx.refunds.lock(found.id));
  if (!refund) return { text: "unmatched", refundId: null };
  if (refund.gatewayAccountId !== message.gatewayAccountId) return { text: "unmatched: other account", refundId: null };
  return settle(tx, context, { refund, message, meaning, opened: reading.opened });
}

/** What it says, with the key that still verifies it; null where none does any more. */
export async function readAgain(
  context: Services,
  message: InboxMessage,
): Promise<{ meaning: NotificationMeaning; opened: OpenGatewayAccount } | null> {
  const reader = connectorOf(message.gateway).operations.notifications;
  const kept = message.headers as Record<string, string>;
  const headers = message.contentType ? { ...kept, "content-type": message.contentType } : kept;
  for (const opened of await openForVerification(context, message.gatewayAccountId)) {
    const reading = reader?.read(
      { account: opened.account, now: () => message.receivedAt },
      { headers, query: message.query, body: Buffer.from(message.raw) },
    );
    if (reading?.verdict === "verified") return { meaning: reading.meaning, opened };
  }
  return null;
}

type Settling = {
  readonly refund: Refund;
  readonly message: InboxMessage;
  readonly meaning: RefundResult;
  readonly opened: OpenGatewayAccount;
};

async function settle(
  tx: StoreTransaction,
  context: AppContext,
  { refund, message, meaning, opened }: Settling,
): Promise<Effect> {
  const { log, operator } = context;
  const by = { kind: "gateway" as const, name: message.gateway };
  const payment = await tx.payments.find(refund.paymentId);
  const ourPaymentRef = payment?.gatewayPaymentRef ?? null;
  if (
    ourPaymentRef !== null &&
    meaning.gatewayPaymentRef !== null &&
    connectorOf(message.gateway).operations.notifications?.looksCutAnew?.(ourPaymentRef, meaning.gatewayPaymentRef)
  ) {
    log.warn(
      { inboxId: message.id, refundId: refund.id },
      "a notification was cut anew from another one: a forgery with a genuine signature",
    );
    return { text: "ignored: cut anew", refundId: refund.id };
  }
  const differs = whatDiffers(refund, ourPaymentRef, meaning);
  if (differs) {
    await callPerson(tx, refund, {
      kind: "notification_differs",
      by,
      detail: { field: differs, amount: moneyToText(meaning.amount), gatewayPaymentRef: meaning.gatewayPaymentRef },
    });
    return { text: `settles nothing: ${differs} differs`, refundId: refund.id };
  }

  const attempts = await tx.attempts.of(refund.id);
  if (!attempts.some(mayHaveMoved) && refund.verifySince && refund.state === "queued") {
    const adopted = await adoptLostSend(tx, { operator, worker: "inbox" }, refund, opened.credentialVersion);
    return settle(tx, context, { refund: adopted, message, meaning, opened });
  }
  const submit = attempts.findLast(mayHaveMoved);
  if (!submit) {
    const atGateway = { result: meaning.result, state: refund.state };
    if (refund.verifySince && !isFinal(refund.state))
      await callPerson(tx, refund, { kind: "sent_before_restore", by, detail: atGateway });
    else await openCase(tx, refund, { kind: "moved_without_approval", severity: 1, by, detail: atGateway });
    return { text: "settles nothing: we never sent it", refundId: refund.id };
  }

  const { probeLadderS } = connectorOf(opened.gateway).accountPolicy(opened.account.settings, {
    method: payment?.method ?? "",
  });
  const nextRunAt = new Date(
    (await tx.now()).getTime() + probeDelayMs({ ladderS: probeLadderS, probes: refund.probes, ageMs: 0 }),
  );
  const verdict = VERDICTS[meaning.result];
  const fact = {
    source: "notification" as const,
    verdict,
    gatewayRef: meaning.gatewayRef,
    // One fact per verdict and gateway ref: a re-sent notification adds nothing, a second opinion does.
    digest: digestOf(["notification", verdict, meaning.gatewayRef ?? ""]),
    credentialVersion: opened.credentialVersion,
    detail: {
      fee: meaning.fee ? moneyToText(meaning.fee) : null,
      code: meaning.fault?.code ?? null,
      text: meaning.fault?.text ?? null,
    },
  };
  const after = await applyEvidence(tx, refund, fact, { by, patch: { nextRunAt } });
  return { text: effectOf(refund.state, after.state, verdict), refundId: refund.id };
}

function effectOf(before: RefundState, after: RefundState, verdict: Verdict): string {
  if (before !== after) return `${before} -> ${after}`;
  const contradicts = verdict === "moved" ? after === "failed" : verdict === "not_moved" && after === "succeeded";
  return `${contradicts ? "contradicts" : "fits"}: ${after}`;
}

/** Our reference, gateway and account matched already; amount, currency and payment must, too (G08). */
function whatDiffers(refund: Refund, ourPaymentRef: string | null, meaning: RefundResult): string | null {
  if (meaning.mismatch !== null) return meaning.mismatch;
  if (meaning.amount.currency !== refund.currency) return "currency";
  if (meaning.amount.minor !== refund.amountMinor) return "amount";
  const { gatewayPaymentRef } = meaning;
  return gatewayPaymentRef !== null && ourPaymentRef !== null && gatewayPaymentRef !== ourPaymentRef ? "payment" : null;
}
