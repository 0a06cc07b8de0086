import type { EventDto, PersonDto, RefundDto, RefundRowDto } from "#lib/contracts/refund.ts";
import { describeEvent, isBetweenPeople } from "#lib/domain/event-text.ts";
import type { EvidenceSource, Verdict } from "#lib/domain/evidence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { MaskedReceiver } from "#lib/domain/receiver.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { Prisma, Refund } from "#prisma/generated/client.ts";

const PERSON = { select: { id: true, name: true } } as const;

/** All that a refund's page shows, read by one join. */
export const REFUND_PARTS = {
  order: { select: { orderId: true } },
  payment: { select: { method: true } },
  account: { select: { settings: true } },
  requestedByUser: PERSON,
  requestedByApiKey: PERSON,
  approvals: { include: { approver: PERSON }, orderBy: { at: "asc" } },
  attempts: { orderBy: { number: "asc" } },
  evidence: { orderBy: { id: "asc" } },
} as const satisfies Prisma.RefundInclude;

export type RefundWithParts = Prisma.RefundGetPayload<{ include: typeof REFUND_PARTS }>;

type AuditRow = { readonly at: Date; readonly kind: string; readonly actorName: string; readonly data: unknown };

export function refundDto(refund: RefundWithParts, events: readonly AuditRow[]): RefundDto {
  const refusal = refund.attempts.findLast((attempt) => attempt.kind === "submit" && attempt.gatewayCode !== null);
  return {
    id: refund.id,
    reference: refund.reference,
    groupId: refund.groupId,
    orderId: refund.order.orderId,
    paymentId: refund.paymentId,
    gateway: refund.gateway,
    gatewayAccountId: refund.gatewayAccountId,
    amount: moneyToText({ minor: refund.amountMinor, currency: refund.currency }),
    currency: refund.currency,
    reason: refund.reason,
    gatewayReason: refund.gatewayReason,
    note: refund.note,
    receiver: refund.receiverMasked as MaskedReceiver | null,
    state: refund.state,
    proof: proofOf(refund),
    attempts: refund.attempts.map((attempt) => ({
      number: attempt.number,
      kind: attempt.kind === "submit" ? "submit" : "query",
      outcome: attempt.outcome,
      startedAt: attempt.startedAt.toISOString(),
      endedAt: attempt.endedAt?.toISOString() ?? null,
      gatewayRef: attempt.gatewayRef,
      gatewayCode: attempt.gatewayCode,
      gatewayText: attempt.gatewayText,
      cause: attempt.cause,
    })),
    approvals: refund.approvals.map((approval) => ({
      kind: approval.kind as "approve" | "reject" | "send_back",
      by: { kind: "user", id: approval.approver.id, name: approval.approver.name },
      at: approval.at.toISOString(),
      reason: approval.reason,
    })),
    events: events.filter(({ kind }) => !isBetweenPeople(kind)).map(eventDto),
    requiredApprovals: refund.requiredApprovals,
    requestedBy: requesterOf(refund),
    createdAt: refund.createdAt.toISOString(),
    finalAt: refund.finalAt?.toISOString() ?? null,
    expiresAt: refund.expiresAt?.toISOString() ?? null,
    nextRunAt: refund.nextRunAt?.toISOString() ?? null,
    gatewaySaid: refusal?.gatewayCode ? { code: refusal.gatewayCode, text: refusal.gatewayText ?? "" } : null,
    quietUntil: quietUntil(refund),
  };
}

export function eventDto({ at, kind, actorName, data }: AuditRow): EventDto {
  const plain = (data ?? {}) as Record<string, unknown>;
  return { at: at.toISOString(), kind, by: actorName, text: describeEvent(kind, plain), data: plain };
}

type Requested = {
  requestedByUser: { id: string; name: string } | null;
  requestedByApiKey: { id: string; name: string } | null;
};

export function requesterOf({ requestedByUser, requestedByApiKey }: Requested): PersonDto {
  if (requestedByUser) return { kind: "user", ...requestedByUser };
  if (requestedByApiKey) return { kind: "api-key", ...requestedByApiKey };
  throw new Error("a refund without a requester");
}

export const REFUND_ROW_PARTS = {
  order: { select: { orderId: true, customerName: true } },
  payment: { select: { method: true } },
  requestedByUser: PERSON,
  requestedByApiKey: PERSON,
  approvals: { where: { kind: "approve" }, select: { kind: true, sealedHash: true, approverId: true } },
} as const satisfies Prisma.RefundInclude;

export type RefundRow = Prisma.RefundGetPayload<{ include: typeof REFUND_ROW_PARTS }>;

export function refundRowDto(refund: RefundRow): RefundRowDto {
  return {
    id: refund.id,
    reference: refund.reference,
    orderId: refund.order.orderId,
    paymentId: refund.paymentId,
    gateway: refund.gateway,
    method: refund.payment.method,
    customerName: refund.order.customerName,
    amount: moneyToText({ minor: refund.amountMinor, currency: refund.currency }),
    currency: refund.currency,
    reason: refund.reason,
    state: refund.state,
    requestedBy: requesterOf(refund),
    requiredApprovals: refund.requiredApprovals,
    approvalsGiven: refund.approvals.filter((approval) => approval.sealedHash === refund.sealedHash).length,
    createdAt: refund.createdAt.toISOString(),
    finalAt: refund.finalAt?.toISOString() ?? null,
    expiresAt: refund.expiresAt?.toISOString() ?? null,
    nextRunAt: refund.nextRunAt?.toISOString() ?? null,
  };
}

/** The fact that decided, or the strongest there is so far. */
function proofOf(refund: RefundWithParts): RefundDto["proof"] {
  const wanted: Verdict | null =
    refund.state === "succeeded" || refund.state === "reversed"
      ? "moved"
      : refund.state === "failed"
        ? "not_moved"
        : null;
  const fact = wanted ? refund.evidence.find((row) => row.verdict === wanted) : refund.evidence.at(-1);
  return fact
    ? {
        verdict: fact.verdict as Verdict,
        source: fact.source as EvidenceSource,
        at: fact.at.toISOString(),
        gatewayRef: fact.gatewayRef,
      }
    : null;
}

function quietUntil(refund: RefundWithParts & Refund): string | null {
  const submit = refund.attempts.findLast((attempt) => attempt.kind === "submit");
  if (refund.state !== "unknown" || submit?.outcome !== "refused" || !submit.endedAt) return null;
  const connector = connectorOf(refund.gateway);
  const { quietTimeS } = connector.accountPolicy(
    connector.settingsSchema.parse(refund.account.settings),
    refund.payment,
  );
  return new Date(submit.endedAt.getTime() + quietTimeS * 1000).toISOString();
}
