import { moneyToText } from "#lib/domain/money.ts";
import { limitsOf, type PolicyLimit } from "#lib/domain/policy.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { counts, dayOf, sumOf } from "./memory/usage.ts";
import type { World } from "./world.ts";

/** About as much as three people ask for in a world, so that some days come to their end. Minor units. */
const PER_DAY = { requester: 9_000_000n, approver: 12_000_000n, payment: 2_000_000n } as const;
const OF = ["requester", "approver", "payment"] as const;

export function dailyLimits(currencies: readonly string[]): PolicyLimit[] {
  return currencies.flatMap((currency) =>
    OF.map((of) => ({ of, currency, perDay: moneyToText({ minor: PER_DAY[of], currency }) })),
  );
}

/**
 * Whoever went beyond a limit, however many wishes and approvals met in one moment. What came to nothing counts for
 * nobody, so that a sum at the end is at most what it was when the last of it was allowed.
 */
export function beyondDailyLimits({ database, gateways }: World): string[] {
  const { policy, tables } = database;
  const refunds = [...tables.refunds.rows.values()].filter(counts);
  const approvals = [...tables.approvals.rows.values()].filter(({ kind }) => kind === "approve");
  const asked = (row: Refund) => [`${dayOf(row.createdAt)} ${row.requestedByUserId}`];
  const found = {
    requester: days(
      refunds.filter((row) => row.requestedByUserId !== null),
      asked,
    ),
    approver: days(refunds, ({ id }) => [
      ...new Set(approvals.filter((row) => row.refundId === id).map((row) => `${dayOf(row.at)} ${row.approverId}`)),
    ]),
    // Beyond this one somebody else has to look at it.
    payment: days(
      refunds.filter((row) => row.requiredApprovals === 0),
      (row) => [`${dayOf(row.createdAt)} ${row.paymentId}`],
    ),
  };
  return OF.flatMap((of) =>
    gateways.flatMap(({ currency }) =>
      limitsOf(policy, of, currency).flatMap(({ minor }) =>
        [...found[of]]
          .filter(([, rows]) => sumOf(rows.filter((row) => row.currency === currency)) > minor)
          .map(([who]) => `${of} ${who} went beyond the limit of a day`),
      ),
    ),
  );
}

function days(refunds: readonly Refund[], daysOf: (row: Refund) => readonly string[]): ReadonlyMap<string, Refund[]> {
  const found = new Map<string, Refund[]>();
  for (const row of refunds) for (const day of daysOf(row)) found.set(day, [...(found.get(day) ?? []), row]);
  return found;
}
