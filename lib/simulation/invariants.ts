import type { Refund } from "#prisma/generated/client.ts";
import type { Tables } from "./memory/schema.ts";

const OPEN: ReadonlySet<string> = new Set([
  "awaiting_approval",
  "sent_back",
  "queued",
  "submitting",
  "processing",
  "unknown",
  "needs_review",
]);
const IN_FLIGHT: ReadonlySet<string> = new Set(["submitting", "processing", "unknown", "needs_review"]);
const RELEASED: ReadonlySet<string> = new Set(["failed", "rejected", "expired", "cancelled"]);

const DECIDED_AS_ONE: ReadonlySet<string> = new Set(["awaiting_approval", "sent_back", "rejected"]);

/** In these the parts of a group are equal. */
const ONE_WISH = [
  "orderId",
  "currency",
  "requestedByUserId",
  "requestedByApiKeyId",
  "requiredApprovals",
  "groupSize",
] as const satisfies readonly (keyof Refund)[];

type Rule = (tables: Tables) => Iterable<string>;

/** prisma/invariants.sql once more, for the tables in memory; what a wall refuses at once (I1, I6, I12) is there too. */
export const INVARIANTS: Readonly<Record<string, Rule>> = {
  I1: ({ payments }) => ids(payments.rows, (row) => row.reservedMinor + row.refundedMinor > row.capturedMinor),
  I2: (tables) =>
    ids(tables.payments.rows, (row) => row.reservedMinor !== sumOf(tables, row.id, ({ state }) => OPEN.has(state))),
  I3: (tables) =>
    ids(
      tables.payments.rows,
      (row) => row.refundedMinor !== sumOf(tables, row.id, ({ state }) => state === "succeeded"),
    ),
  I4: (tables) =>
    ids(tables.refunds.rows, ({ id }) => entries(tables, id).filter((kind) => kind === "reserve").length !== 1),
  I5: (tables) =>
    ids(tables.refunds.rows, ({ id, state }) => {
      const kinds = entries(tables, id);
      return (
        (state === "succeeded" || state === "reversed") !== kinds.includes("post") ||
        RELEASED.has(state) !== kinds.includes("release") ||
        (state === "reversed") !== kinds.includes("reverse")
      );
    }),
  I6: (tables) =>
    ids(
      tables.refunds.rows,
      ({ id }) =>
        of(tables.attempts.groups, id).filter(
          ({ kind, outcome }) => kind === "submit" && outcome !== "not_sent" && outcome !== "proven_absent",
        ).length > 1,
    ),
  I7: (tables) =>
    ids(tables.refunds.rows, ({ id, requiredApprovals, requestedByUserId }) => {
      if (!of(tables.attempts.groups, id).some(({ kind }) => kind === "submit")) return false;
      const approvers = of(tables.approvals.groups, id).filter(
        ({ kind, approverId }) => kind === "approve" && approverId !== requestedByUserId,
      );
      return new Set(approvers.map(({ approverId }) => approverId)).size < requiredApprovals;
    }),
  I8: (tables) =>
    ids(tables.refunds.rows, ({ id, reference }) =>
      of(tables.attempts.groups, id).some((attempt) => attempt.reference !== reference),
    ),
  I9: (tables) => ids(tables.refunds.rows, ({ id, state }) => state === "succeeded" && !says(tables, id, "moved")),
  I10: (tables) => ids(tables.refunds.rows, ({ id, state }) => state === "failed" && !says(tables, id, "not_moved")),
  I11: ({ refunds }) =>
    ids(refunds.rows, ({ state, nextRunAt, expiresAt }) =>
      OPEN.has(state)
        ? (state === "awaiting_approval" || state === "sent_back" ? expiresAt : nextRunAt) === null
        : false,
    ),
  I12: (tables) =>
    ids(
      tables.payments.rows,
      ({ id }) => of(tables.refunds.groups, id).filter((row) => row.exclusive && IN_FLIGHT.has(row.state)).length > 1,
    ),
  I13: (tables) =>
    ids(
      tables.refunds.rows,
      ({ id }) =>
        says(tables, id, "moved") && says(tables, id, "not_moved") && of(tables.cases.groups, id).length === 0,
    ),
  I15: (tables) =>
    ids(
      tables.refunds.rows,
      ({ id, state }) =>
        state === "needs_review" && !of(tables.cases.groups, id).some(({ closedAt }) => closedAt === null),
    ),
  I16: (tables) =>
    ids(tables.refunds.rows, ({ id }) =>
      of(tables.evidence.groups, id).some(
        (fact) =>
          fact.verdict === "moved" &&
          fact.source !== "two_people" &&
          !of(tables.attempts.groups, id).some(({ kind, startedAt }) => kind === "submit" && startedAt <= fact.at),
      ),
    ),
  I17: (tables) =>
    ids(tables.decisions.rows, (row) => {
      const requester = tables.refunds.rows.get(row.refundId ?? "")?.requestedByUserId ?? null;
      const people = [row.proposedBy, row.confirmedBy];
      return (
        row.proposedBy === row.confirmedBy ||
        (requester !== null && people.includes(requester)) ||
        (row.applied && row.confirmedBy === null)
      );
    }),
  I18: (tables) =>
    ids(tables.refunds.rows, (row) => {
      const payment = tables.payments.rows.get(row.paymentId);
      const same = ["gateway", "currency", "gatewayAccountId", "orderId"] as const;
      return !payment || same.some((name) => row[name] !== payment[name]);
    }),
  I20: (tables) =>
    ids(
      tables.refunds.rows,
      ({ id, version }) => of(tables.audit.groups, id).filter(({ kind }) => kind === "refund.state").length !== version,
    ),
  I21: ({ refunds }) =>
    ids(refunds.rows, ({ groupId }) => {
      if (groupId === null) return false;
      const parts = [...refunds.rows.values()].filter((row) => row.groupId === groupId);
      const wishes = new Set(parts.map((row) => ONE_WISH.map((name) => row[name]).join("|")));
      const decisions = new Set(parts.filter(({ approvalRound }) => approvalRound === 1).flatMap(decisionOf));
      return parts.length !== parts[0]?.groupSize || wishes.size > 1 || decisions.size > 1;
    }),
};

/** Each broken rule with the rows that break it. */
export function brokenInvariants(tables: Tables): string[] {
  return Object.entries(INVARIANTS).flatMap(([name, rule]) => [...rule(tables)].map((id) => `${name} ${id}`));
}

function* ids<T extends { readonly id: string }>(rows: ReadonlyMap<string, T>, breaks: (row: T) => boolean) {
  for (const row of rows.values()) if (breaks(row)) yield row.id;
}

function of<T>(groups: ReadonlyMap<string, ReadonlyMap<string, T>>, id: string): T[] {
  return [...(groups.get(id)?.values() ?? [])];
}

function sumOf(tables: Tables, paymentId: string, counts: (refund: Refund) => boolean): bigint {
  return of(tables.refunds.groups, paymentId)
    .filter(counts)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function entries(tables: Tables, refundId: string): string[] {
  return of(tables.ledger.groups, refundId).map(({ kind }) => kind);
}

function decisionOf({ state, approvedAt }: Refund): string[] {
  if (DECIDED_AS_ONE.has(state)) return [state];
  return approvedAt === null ? [] : ["approved"];
}

function says(tables: Tables, refundId: string, verdict: string): boolean {
  return of(tables.evidence.groups, refundId).some((fact) => fact.verdict === verdict);
}
