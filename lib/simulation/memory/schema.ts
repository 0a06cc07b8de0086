import type { SealedAccount } from "#lib/db/store.ts";
import type { Role } from "#lib/domain/permissions.ts";
import { canMove } from "#lib/domain/refund-state.ts";
import type {
  Approval,
  Attempt,
  AuditEvent,
  Case,
  Decision,
  Evidence,
  GatewayAccount,
  InboxMessage,
  LedgerEntry,
  MerchantSettings,
  Payment,
  Refund,
} from "#prisma/generated/client.ts";
import { Table } from "./table.ts";

/** Serial numbers are text here, so that every table has one kind of id. */
export type Numbered<T> = Omit<T, "id"> & { readonly id: string };
export type LedgerRow = Numbered<LedgerEntry>;
export type EvidenceRow = Numbered<Evidence>;
export type AuditRow = Numbered<Pick<AuditEvent, "at" | "kind" | "actor" | "refundId" | "data">>;
export type SecretRow = {
  readonly id: string;
  readonly secret: SealedAccount & { readonly identity: string; readonly retiredAt: Date | null };
};
export type UserRow = { readonly id: string; readonly role: Role; readonly active: boolean };
export type BucketRow = {
  readonly id: string;
  readonly tokens: number;
  readonly filledAt: number;
  readonly lineEndsAt: number;
};

const IN_FLIGHT: ReadonlySet<string> = new Set(["submitting", "processing", "unknown", "needs_review"]);
const MUST_RUN: ReadonlySet<string> = new Set(["queued", ...IN_FLIGHT]);
const MUST_EXPIRE: ReadonlySet<string> = new Set(["awaiting_approval", "sent_back"]);

/** The tables a refund's way touches, with the walls of prisma/migrations: constraints, unique indexes, triggers. */
export function createTables() {
  const payments = new Table<Payment>("payment", () => "", { check: checkPayment });
  const refunds = new Table<Refund>("refund", (row) => row.paymentId, {
    uniques: [
      { name: "refund_request_key_key", isFixed: true, keyOf: (row) => row.requestKey },
      { name: "refund_gateway_reference_key", isFixed: true, keyOf: (row) => `${row.gateway}|${row.reference}` },
      {
        name: "refund_group_one_part",
        isFixed: true,
        keyOf: (row) => (row.groupId === null ? null : `${row.groupId}|${row.paymentId}`),
      },
      {
        name: "refund_one_in_flight",
        keyOf: (row) => (row.exclusive && IN_FLIGHT.has(row.state) ? row.paymentId : null),
      },
    ],
    check: checkRefund,
    isOver: (row) => row.finalAt !== null,
  });
  const attempts = new Table<Attempt>("attempt", (row) => row.refundId, {
    uniques: [
      { name: "attempt_refund_id_number_key", isFixed: true, keyOf: (row) => `${row.refundId}|${row.number}` },
      {
        name: "attempt_one_possible_move",
        keyOf: (row) =>
          row.kind === "submit" && row.outcome !== "not_sent" && row.outcome !== "proven_absent" ? row.refundId : null,
      },
    ],
    check: checkAttempt,
  });
  const ledger = new Table<LedgerRow>("ledger", (row) => row.refundId, {
    uniques: [
      { name: "ledger_one_reserve", keyOf: (row) => (row.kind === "reserve" ? row.refundId : null) },
      {
        name: "ledger_one_end",
        keyOf: (row) => (row.kind === "post" || row.kind === "release" ? row.refundId : null),
      },
      { name: "ledger_one_reverse", keyOf: (row) => (row.kind === "reverse" ? row.refundId : null) },
    ],
    check: appendOnly("ledger"),
  });
  const approvals = new Table<Approval>("approval", (row) => row.refundId, {
    uniques: [
      {
        name: "approval_once_per_person",
        keyOf: (row) => (row.kind === "approve" ? `${row.refundId}|${row.approverId}|${row.sealedHash}` : null),
      },
    ],
    check: checkApproval,
  });
  return {
    payments,
    refunds,
    attempts,
    ledger,
    approvals,
    evidence: new Table<EvidenceRow>("evidence", (row) => row.refundId, {
      uniques: [{ name: "evidence_refund_id_digest_key", keyOf: (row) => `${row.refundId}|${row.digest}` }],
      check: appendOnly("evidence"),
    }),
    inbox: new Table<InboxMessage>("inbox", (row) => (row.doneAt === null ? "waiting" : "done"), {
      uniques: [
        { name: "inbox_account_digest_key", isFixed: true, keyOf: (row) => `${row.gatewayAccountId}|${row.digest}` },
      ],
    }),
    cases: new Table<Case>("review_case", (row) => row.refundId ?? "", {
      uniques: [
        {
          name: "review_case_one_open",
          keyOf: (row) => (row.closedAt === null && row.refundId !== null ? `${row.refundId}|${row.kind}` : null),
        },
      ],
    }),
    decisions: new Table<Decision>("decision", (row) => row.refundId ?? "", {
      uniques: [
        { name: "decision_one_open", keyOf: (row) => (!row.applied && row.cancelledAt === null ? row.caseId : null) },
      ],
      check: checkDecision,
    }),
    audit: new Table<AuditRow>("audit", (row) => row.refundId ?? "", { check: appendOnly("audit") }),
    accounts: new Table<GatewayAccount>("gateway_account", () => ""),
    secrets: new Table<SecretRow>("gateway_credential", (row) => row.secret.id),
    buckets: new Table<BucketRow>("gateway_call_bucket", () => "", {
      uniques: [{ name: "gateway_call_bucket_pkey", keyOf: (row) => row.id }],
    }),
    users: new Table<UserRow>("user_account", () => ""),
    settings: new Table<Omit<MerchantSettings, "id"> & { readonly id: string }>("merchant_settings", () => ""),
  };
}

export type Tables = ReturnType<typeof createTables>;

function demand(holds: boolean, wall: string): void {
  if (!holds) throw new Error(`check violation (23514): ${wall}`);
}

function appendOnly(table: string) {
  return (_row: unknown, before: unknown) => demand(before === undefined, `${table} is append-only`);
}

function checkPayment(row: Payment): void {
  const counters = [row.capturedMinor, row.reservedMinor, row.refundedMinor, row.gatewayRefundedMinor, row.heldMinor];
  demand(
    counters.every((minor) => minor >= 0n),
    "payment_counters_not_negative",
  );
  demand(row.reservedMinor + row.refundedMinor <= row.capturedMinor, "payment_never_more_than_paid");
}

const NEVER_CHANGES = [
  "reference",
  "orderId",
  "paymentId",
  "gatewayAccountId",
  "gateway",
  "amountMinor",
  "currency",
  "reason",
  "gatewayReason",
  "requestKey",
  "intentHash",
  "requestedByUserId",
  "requestedByApiKeyId",
  "requiredApprovals",
  "policyVersion",
  "exclusive",
  "receiverDigest",
  "groupId",
  "groupSize",
  "createdAt",
] as const satisfies readonly (keyof Refund)[];

function checkRefund(row: Refund, before: Refund | undefined): void {
  demand(row.amountMinor > 0n, "refund_amount_positive");
  demand((row.groupId === null) === (row.groupSize === null), "refund_group_of_several");
  demand((row.requestedByUserId === null) !== (row.requestedByApiKeyId === null), "refund_one_requester");
  demand(!MUST_RUN.has(row.state) || row.nextRunAt !== null, "refund_never_abandoned");
  demand(!MUST_EXPIRE.has(row.state) || row.expiresAt !== null, "refund_never_abandoned");
  if (!before) return;
  if (row.state !== before.state) demand(canMove(before.state, row.state), `${before.state} to ${row.state}`);
  demand(row.version === before.version + (row.state === before.state ? 0 : 1), "a version for every state");
  demand(
    NEVER_CHANGES.every((name) => row[name] === before[name]),
    "what was asked for cannot be changed",
  );
  demand(
    row.sealedHash === before.sealedHash || row.approvalRound > before.approvalRound,
    "sealed anew within a round of approval",
  );
  demand(row.fence >= before.fence, "the fence only grows");
}

function checkAttempt(row: Attempt, before: Attempt | undefined): void {
  if (!before) return;
  const written = ["refundId", "number", "kind", "reference", "fence", "baselineMinor", "requestDigest"] as const;
  demand(
    written.every((name) => row[name] === before[name]),
    "attempt is written",
  );
  const mayChange =
    before.outcome === "open" ||
    ((before.outcome === "ambiguous" || before.outcome === "refused") && row.outcome === "proven_absent");
  demand(mayChange, "an attempt is closed once");
}

function checkApproval(row: Approval, before: Approval | undefined): void {
  demand(before === undefined, "approval is append-only");
  demand(row.approverId !== row.makerId, "approval_never_alone");
  demand(row.kind === "approve" || row.reason !== null, "approval_reason_given");
}

function checkDecision(row: Decision, before: Decision | undefined): void {
  demand(row.confirmedBy === null || row.confirmedBy !== row.proposedBy, "decision_two_people");
  demand(!row.applied || row.confirmedBy !== null, "decision_applied_confirmed");
  if (before) demand(!before.applied && before.cancelledAt === null, "decision is written");
}
