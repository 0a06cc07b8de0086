import type { NewRefund, RequestFacts, StoreTransaction } from "#lib/db/store.ts";
import { newId, newReference } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { tellingsOf } from "#lib/domain/notice.ts";
import { personOf } from "#lib/domain/operator.ts";
import { maskReceiver } from "#lib/domain/receiver.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { ReadWish } from "#lib/services/read-request.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { receiverDigest } from "./decide-approvals.ts";
import { sealRefund } from "./seal.ts";

const HOUR_MS = 3_600_000;

type Readied = {
  readonly facts: RequestFacts;
  readonly payment: NonNullable<RequestFacts["payment"]>;
  readonly wish: ReadWish;
  readonly approvals: number;
  readonly request: {
    readonly requestKey: string;
    readonly intentHash: string;
    readonly reason: string;
    readonly note?: string | undefined;
  };
  /** One request is one message to people: the first part tells of it. */
  readonly group: { readonly id: string; readonly size: number; readonly isFirst: boolean } | null;
};

/** Writes down a refund whose amount is reserved, with its ledger entry and its event. */
export async function writeRefund(tx: StoreTransaction, context: AppContext, readied: Readied): Promise<Refund> {
  const refund = await tx.refunds.insert(newRefund(context, readied));
  const { id: refundId, paymentId, orderId, amountMinor, currency, requestedByUserId: requesterId } = refund;
  const [{ group }, actorId] = [readied, personOf(context.operator)];
  await tx.appendLedger({ refundId, paymentId, kind: "reserve", amountMinor });
  await tx.appendAudit({
    kind: "refund.state",
    operator: context.operator,
    refundId,
    paymentId,
    orderId,
    data: {
      from: null,
      to: refund.state,
      amount: moneyToText({ minor: amountMinor, currency }),
      currency,
      approvals: refund.requiredApprovals,
    },
    tells: group && !group.isFirst ? [] : tellingsOf({ from: null, to: refund.state, requesterId, actorId }),
  });
  return refund;
}

function newRefund(context: AppContext, { facts, payment, wish, approvals, request, group }: Readied): NewRefund {
  const waits = approvals > 0;
  const id = newId();
  const content = {
    reference: newReference(),
    paymentId: payment.id,
    gatewayAccountId: payment.gatewayAccountId,
    amountMinor: wish.amount.minor,
    currency: payment.currency,
    reason: request.reason,
    gatewayReason: wish.gatewayReason,
    receiverDigest: receiverDigest(context, wish),
    requiredApprovals: approvals,
    policyVersion: facts.policy.version,
    approvalRound: 1,
  };
  return {
    id,
    ...content,
    orderId: payment.orderId,
    groupId: group?.id ?? null,
    groupSize: group?.size ?? null,
    gateway: payment.gateway,
    note: request.note || null,
    receiverSealed: wish.receiver ? context.vault.seal(JSON.stringify(wish.receiver), receiverContext(id)) : null,
    receiverKeyVersion: wish.receiver ? context.vault.keyVersion : null,
    receiverMasked: wish.receiver ? maskReceiver(wish.receiver, payment.order.customerName) : null,
    state: waits ? "awaiting_approval" : "queued",
    version: 1,
    requestKey: request.requestKey,
    intentHash: request.intentHash,
    sealedHash: sealRefund(content),
    requestedByUserId: context.operator.kind === "user" ? context.operator.id : null,
    requestedByApiKeyId: context.operator.kind === "api-key" ? context.operator.id : null,
    exclusive: wish.exclusive,
    expiresAt: waits ? new Date(facts.now.getTime() + facts.settings.approvalTtlHours * HOUR_MS) : null,
    approvedAt: waits ? null : facts.now,
    nextRunAt: waits ? null : facts.now,
    fence: 0,
    leaseOwner: null,
    leaseUntil: null,
    sendFailures: 0,
    probes: 0,
    crashes: 0,
    finalAt: null,
  };
}

/** What the sealed receiver belongs to; a sealed value moved to another refund does not open. */
export function receiverContext(refundId: string): string {
  return `refund-receiver|${refundId}`;
}
