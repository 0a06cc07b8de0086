import type { AuditKind } from "#lib/domain/audit-kinds.ts";
import type { EvidenceSource, Verdict } from "#lib/domain/evidence.ts";
import type { Telling } from "#lib/domain/notice.ts";
import type { Operator } from "#lib/domain/operator.ts";
import type { Role } from "#lib/domain/permissions.ts";
import type { AskedToday, PolicyDocument } from "#lib/domain/policy.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import type {
  Approval,
  Attempt,
  Case,
  Decision,
  Evidence,
  GatewayAccount,
  InboxMessage,
  MerchantSettings,
  Order,
  Payment,
  Refund,
} from "#prisma/generated/client.ts";
import type { Json } from "./json.ts";

/**
 * Everything that moves a refund goes through these words, so that the same services run on PostgreSQL and in a
 * simulation. Amounts are minor units. Every time is the database's own.
 */
export type Store = {
  /** One business step, whole or not at all; repeated up to five times where the database asks for it (C07). */
  readonly transaction: <T>(work: (tx: StoreTransaction) => Promise<T>) => Promise<T>;
  /**
   * Takes the next due refund of the accounts, in the order given, and leases it to this worker. A queued refund
   * is left alone while its account is paused, its gateway's breaker is open, another refund of the payment is in
   * flight, or nobody knows yet whether a restore forgot its send.
   */
  readonly claim: (claim: {
    readonly worker: string;
    readonly leaseMs: number;
    readonly accountIds: readonly string[];
  }) => Promise<Refund | null>;
  /** The moment by the database's clock, whatever this machine's says (H01). */
  readonly now: () => Promise<Date>;
  /** The sealed secrets of an account, newest first; none for an unknown one. */
  readonly sealedAccounts: (accountId: string, which: WhichSecrets) => Promise<readonly SealedAccount[]>;
  /**
   * Takes leave to ask the gateway once: 0 when it is given, else the milliseconds after which to come back. Counted
   * by the database's clock, so that all processes together ask at most `perMinute` times in any minute (D15). Who is
   * turned away gets a place in the line, one behind the other: a crowd comes back one by one, and not at once.
   */
  readonly takeQueryToken: (limit: {
    readonly gatewayAccountId: string;
    readonly perMinute: number;
  }) => Promise<number>;
  /** Counts one more under this key in the running window. */
  readonly countInWindow: (key: string, windowSeconds: number) => Promise<Counted>;
};

/**
 * `sentWith`: those for the place where that version sent, the same merchant at the same address: what was sent with
 * one secret can be asked about with another. `verifying`: every version that still verifies a message.
 */
export type WhichSecrets = "newest" | "verifying" | { readonly sentWith: number };

export type SealedAccount = {
  readonly id: string;
  readonly gateway: string;
  readonly baseUrl: string;
  readonly settings: unknown;
  readonly version: number;
  readonly sealed: Uint8Array;
  readonly keyVersion: number;
};

export type Counted = { readonly count: number; readonly retryAfterSeconds: number };

export type StoreTransaction = {
  readonly now: () => Promise<Date>;
  readonly payments: PaymentRepository;
  readonly refunds: RefundRepository;
  readonly approvals: ApprovalRepository;
  readonly attempts: AttemptRepository;
  readonly evidence: EvidenceRepository;
  readonly inbox: InboxRepository;
  readonly cases: CaseRepository;
  readonly decisions: DecisionRepository;
  readonly people: PeopleRepository;
  readonly usage: UsageRepository;
  readonly settings: () => Promise<MerchantSettings>;
  /** The policy in force. */
  readonly policy: () => Promise<RequestFacts["policy"]>;
  readonly appendLedger: (entry: {
    refundId: string;
    paymentId: string;
    kind: LedgerKind;
    amountMinor: bigint;
  }) => Promise<void>;
  readonly appendAudit: (event: AuditEntry) => Promise<void>;
};

export type LedgerKind = "reserve" | "post" | "release" | "reverse";

export type AuditEntry = {
  readonly kind: AuditKind;
  readonly operator: Operator | { readonly kind: "gateway"; readonly name: string };
  readonly refundId?: string;
  readonly paymentId?: string;
  readonly orderId?: string;
  readonly data?: Json;
  /** Who hears of it; written together with it, or not at all. */
  readonly tells?: readonly Telling[];
};

/** All that a request needs to know before it writes, read at once. */
export type RequestFacts = {
  readonly payment:
    | (Payment & { readonly account: GatewayAccount; readonly order: Pick<Order, "customerName"> })
    | null;
  readonly earlier: Refund | null;
  readonly policy: { readonly version: number; readonly document: PolicyDocument };
  readonly settings: MerchantSettings;
  /** The youngest refund of the same amount of this payment within the last minute. */
  readonly repeated: { readonly reference: string; readonly secondsAgo: number } | null;
  readonly now: Date;
};

export type PaymentRepository = {
  readonly find: (id: string) => Promise<Payment | null>;
  readonly requestFacts: (request: {
    paymentId: string;
    requestKey: string;
    amountText: string;
  }) => Promise<RequestFacts>;
  /** One guarded UPDATE: it fits, or nothing happens. */
  readonly reserve: (id: string, amountMinor: bigint) => Promise<boolean>;
  readonly release: (id: string, amountMinor: bigint) => Promise<void>;
  /** From reserved to refunded. `alreadyRead`: the gateway's total as stored counts this refund already. */
  readonly post: (id: string, amountMinor: bigint, alreadyRead: boolean) => Promise<void>;
  readonly reverse: (id: string, amountMinor: bigint) => Promise<void>;
  /** Stores what the gateway reported, unless one of our refunds was booked after the question left. */
  readonly applyReading: (
    id: string,
    reading: { refundedMinor: bigint; askedAt: Date; status: Payment["status"]; gatewayPaymentRef?: string },
  ) => Promise<void>;
  /** Whether a refund of it was booked, or taken back, at that moment of the database or later. */
  readonly isBookedSince: (id: string, since: Date) => Promise<boolean>;
  /** Sets aside up to this much of what is free; tells how much it was. */
  readonly hold: (id: string, amountMinor: bigint, why: string) => Promise<bigint>;
  readonly unhold: (id: string, amountMinor: bigint) => Promise<void>;
  /** What left the payment without a refund of ours, as far as it is booked. */
  readonly outsideOf: (id: string) => Promise<readonly Pick<OutsideBooking, "amountMinor" | "gatewayRef">[]>;
  /** Counts money as gone that left without a refund of ours, by two people's word. */
  readonly bookOutside: (id: string, booking: OutsideBooking) => Promise<void>;
};

export type OutsideBooking = {
  readonly amountMinor: bigint;
  readonly gatewayRef: string | null;
  readonly decisionId: string;
};

/** The payment has another refund in flight, and its gateway allows one: whoever comes second waits. */
export class AnotherRefundInFlight extends Error {
  override readonly name = "AnotherRefundInFlight";
}

/** Fields that may change together with the state. */
export type RefundPatch = Partial<
  Pick<
    Refund,
    | "nextRunAt"
    | "expiresAt"
    | "approvedAt"
    | "leaseOwner"
    | "leaseUntil"
    | "sendFailures"
    | "probes"
    | "crashes"
    | "finalAt"
    | "note"
    | "sealedHash"
    | "approvalRound"
    | "verifySince"
  >
>;

/** What the database fills in itself, and what only a restore does, is no part of a request. */
export type NewRefund = Omit<Refund, "createdAt" | "updatedAt" | "verifySince" | "verifyFromMinor">;

export type RefundRepository = {
  readonly insert: (refund: NewRefund) => Promise<Refund>;
  readonly find: (id: string) => Promise<Refund | null>;
  /** Waits for the row and keeps it until the transaction ends. */
  readonly lock: (id: string) => Promise<Refund | null>;
  readonly findByReference: (gateway: string, reference: string) => Promise<Refund | null>;
  /**
   * Compare-and-set on the state (and on the fence where given); null when somebody else was faster. Throws
   * AnotherRefundInFlight, which ends the transaction.
   */
  readonly move: (
    id: string,
    from: RefundState,
    to: RefundState,
    patch?: RefundPatch,
    guard?: LeaseGuard,
  ) => Promise<Refund | null>;
  readonly patch: (id: string, patch: RefundPatch) => Promise<void>;
  /**
   * As `lock`, with all that was asked for together with it, in the order of their payments: who locks several refunds
   * locks them so, and nobody waits for each other. None where there is no such refund.
   */
  readonly lockTogether: (id: string) => Promise<readonly Refund[]>;
  /** What nobody decided in time, by their ids; not what may have been sent before a restore. Kept from nobody. */
  readonly expired: (limit: number) => Promise<readonly string[]>;
};

/** The claim must still be ours, with at least this much of the lease left, and the account must still send. */
export type LeaseGuard = { readonly fence: number; readonly leaseLeftMs: number };

export type ApprovalRepository = {
  readonly insert: (
    approval: Pick<Approval, "refundId" | "approverId" | "kind" | "reason" | "sealedHash">,
  ) => Promise<void>;
  readonly approversOf: (refundId: string, sealedHash: string) => Promise<readonly string[]>;
};

export type AttemptEnd = Partial<
  Pick<
    Attempt,
    "gatewayRef" | "gatewayCode" | "gatewayText" | "refusesRequest" | "readingMinor" | "httpStatus" | "cause"
  >
> & {
  readonly outcome: "not_sent" | "ack" | "refused" | "ambiguous" | "proven_absent";
};

export type AttemptRepository = {
  readonly open: (
    attempt: Pick<
      Attempt,
      "refundId" | "kind" | "reference" | "fence" | "credentialVersion" | "baselineMinor" | "requestDigest" | "worker"
    >,
  ) => Promise<Attempt>;
  /** False when it was closed already. */
  readonly close: (id: string, end: AttemptEnd) => Promise<boolean>;
  readonly proveAbsent: (id: string) => Promise<void>;
  readonly of: (refundId: string) => Promise<readonly Attempt[]>;
};

export type NewEvidence = {
  readonly refundId: string;
  readonly source: EvidenceSource;
  readonly verdict: Verdict;
  readonly gatewayRef: string | null;
  /** Equal facts have equal digests: a copy changes nothing. */
  readonly digest: string;
  readonly credentialVersion: number | null;
  readonly detail: Json;
};

export type EvidenceRepository = {
  /** False when the same fact is there already. */
  readonly add: (evidence: NewEvidence) => Promise<boolean>;
  readonly of: (refundId: string) => Promise<readonly Evidence[]>;
};

export type NewInboxMessage = Pick<
  InboxMessage,
  "gatewayAccountId" | "gateway" | "digest" | "contentType" | "query" | "verdict"
> & { readonly raw: Buffer; readonly headers: Readonly<Record<string, string>> };

export type InboxRepository = {
  /** Stores a message once; a copy only counts. */
  readonly store: (message: NewInboxMessage) => Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** The oldest waiting message, kept from other workers until the transaction ends. */
  readonly lockNext: () => Promise<InboxMessage | null>;
  readonly done: (id: string, effect: string, refundId: string | null) => Promise<void>;
  readonly failed: (id: string) => Promise<void>;
};

export type NewCase = {
  readonly kind: string;
  readonly severity: 1 | 2 | 3;
  readonly refundId?: string;
  readonly paymentId?: string;
  readonly gatewayAccountId?: string;
  /** What it is about, where that is no refund: there is one open case of a kind about it. */
  readonly subject?: string;
  readonly detail: Json;
};

export type CaseRepository = {
  /** One open case per refund and kind; the second mention changes nothing. */
  readonly open: (entry: NewCase) => Promise<void>;
  readonly openOf: (refundId: string) => Promise<readonly Case[]>;
  readonly closeOf: (refundId: string, closedBy: string) => Promise<void>;
  readonly find: (id: string) => Promise<Case | null>;
  readonly close: (id: string, closedBy: string) => Promise<void>;
};

export type DecisionRepository = {
  readonly propose: (decision: {
    caseId: string;
    /** Null for a case about a payment. */
    refundId: string | null;
    answer: string;
    proposedBy: string;
    evidence: Json;
  }) => Promise<{ readonly id: string }>;
  readonly find: (id: string) => Promise<Decision | null>;
  readonly openOf: (caseId: string) => Promise<Decision | null>;
  readonly confirm: (id: string, confirmedBy: string) => Promise<void>;
  readonly cancel: (id: string) => Promise<void>;
};

export type PeopleRepository = {
  /** The role as it is now, in this transaction; null for somebody who may not act any more (B06). */
  readonly roleOf: (userId: string) => Promise<Role | null>;
};

/** What policies with daily limits look at. Days begin at midnight in the merchant's zone; amounts are minor units. */
export type UsageRepository = {
  /** What was asked for since the day began; refunds that came to nothing do not count. */
  readonly askedToday: (asked: {
    paymentId: string;
    requesterId: string | null;
    currency: string;
    zone: string;
  }) => Promise<AskedToday>;
  readonly approvedToday: (asked: { approverId: string; currency: string; zone: string }) => Promise<bigint>;
  /** Whether a refund ever arrived there. */
  readonly receiverIsKnown: (receiverDigest: string) => Promise<boolean>;
};
