import { isFinal } from "#lib/domain/refund-state.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { isUnverified } from "#lib/services/refunds/unverified.ts";
import type { PrismaClient, Refund } from "#prisma/generated/client.ts";
import type { Shop } from "./shop.ts";

export type Joined = {
  readonly id: string;
  readonly reference: string;
  readonly gateway: string;
  readonly state: Refund["state"];
  /** How often money left for it. */
  readonly moves: number;
  /** How many requests arrived at the gateway. */
  readonly arrivals: number;
  /** Since a restore; while it is not sent its gateway is asked whether it was. */
  readonly verifySince: Date | null;
  /** How its submits ended here. */
  readonly submits: readonly string[];
};

export type Verdict = {
  readonly refunds: readonly Joined[];
  /** Money that moved for a reference that the desk does not know. */
  readonly strangers: readonly string[];
  readonly broken: readonly string[];
};

/** Holds what the gateways did against what the desk says, refund by refund, and names everything that does not fit. */
export async function judge(prisma: PrismaClient, shop: Shop): Promise<Verdict> {
  const { moves, arrivals } = await readTruth(shop);
  const rows = await prisma.refund.findMany({
    select: {
      ...{ id: true, reference: true, gateway: true, state: true, amountMinor: true, verifySince: true },
      attempts: { where: { kind: "submit" }, orderBy: { number: "asc" }, select: { outcome: true, cause: true } },
    },
  });
  const waitsBehind = new Set(await behindPeople(prisma));
  const refunds = rows.map(({ amountMinor: _, attempts, ...row }) => ({
    ...row,
    submits: attempts.map(({ outcome, cause }) => (cause ? `${outcome} ${cause}` : outcome)),
    moves: moves.get(row.reference)?.count ?? 0,
    arrivals: arrivals.get(row.reference) ?? 0,
  }));
  const known = new Set(rows.map(({ reference }) => reference));
  const broken = [
    ...refunds.filter((row) => row.moves > 1).map((row) => `${row.reference} moved ${row.moves} times`),
    ...refunds
      .filter(
        (row) =>
          (row.state === "succeeded") !== (row.moves === 1) && row.state !== "needs_review" && !isUnverified(row),
      )
      .map((row) => `${row.reference} is ${row.state} and moved ${row.moves} times`),
    ...rows
      .filter((row) => moves.has(row.reference) && moves.get(row.reference)?.minor !== Number(row.amountMinor))
      .map((row) => `${row.reference} moved another amount`),
    ...refunds
      .filter((row) => !isFinal(row.state) && row.state !== "needs_review" && !waitsBehind.has(row.id))
      .map((row) => `${row.reference} is left ${row.state}`),
    ...(await checkInvariants(prisma))
      .filter(({ violations }) => violations > 0)
      .map(({ name, title, sample }) => `${name} ${title}: ${sample.join(", ")}`),
  ];
  const strangers = [...moves.keys()].filter((reference) => !known.has(reference));
  return { refunds, strangers, broken };
}

/** Refunds in line, or not verified after a restore, whose payment has an earlier one with people: they wait their turn. */
export async function behindPeople(prisma: PrismaClient): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM refund r WHERE (r.state = 'queued' OR r.verify_since IS NOT NULL AND r.state = 'awaiting_approval') AND r.exclusive AND EXISTS (
      SELECT 1 FROM refund o WHERE o.payment_id = r.payment_id AND o.exclusive AND o.state = 'needs_review')`;
  return rows.map(({ id }) => id);
}

export async function readTruth({ controls }: Shop) {
  const [neox, payease, easylink] = await Promise.all([
    controls.neox.truth(),
    controls.payease.truth(),
    controls.easylink.truth(),
  ]);
  const moved = [
    ...neox.refunds.map((row) => ({ reference: row.requestId, minor: row.amount, count: row.moves })),
    ...payease.refunds.map((row) => ({ reference: row.requestId, minor: row.amountMinor, count: row.moves })),
    ...easylink.refunds.map((row) => ({ reference: row.mchRefundNo, minor: row.refundAmount, count: row.moves })),
  ].filter(({ count }) => count > 0);
  const arrived = [
    ...neox.submissions.map((row) => row.requestId),
    ...payease.submissions.map((row) => row.requestId),
    ...easylink.submissions.map((row) => row.mchRefundNo),
  ];
  const moves = new Map<string, { count: number; minor: number }>();
  for (const { reference, minor, count } of moved) {
    moves.set(reference, { minor, count: (moves.get(reference)?.count ?? 0) + count });
  }
  const arrivals = new Map<string, number>();
  for (const reference of arrived) arrivals.set(reference, (arrivals.get(reference) ?? 0) + 1);
  return { moves, arrivals };
}
