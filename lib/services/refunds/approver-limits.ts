import type { Ability } from "#lib/contracts/refund.ts";
import type { DailyLimitDto } from "#lib/contracts/views.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import { readApprovedToday } from "#lib/db/postgres/usage.ts";
import { type Money, moneyToText } from "#lib/domain/money.ts";
import { limitsOf } from "#lib/domain/policy.ts";
import { type AppContext, may } from "#lib/services/context.ts";
import { latestPolicy } from "./current-policy.ts";

export type ApproverLimit = { readonly perDay: Money; readonly left: Money };

/** What the policy lets this person approve in a day, and what of it is left. The decision itself counts again (B07). */
export async function readApproverLimits({ prisma, operator }: AppContext): Promise<readonly ApproverLimit[]> {
  if (operator.kind !== "user" || !may(operator, "refunds.approve")) return [];
  const { document } = await latestPolicy(prisma);
  const currencies = [...new Set((document.limits ?? []).map(({ currency }) => currency))];
  const lowest = currencies.flatMap((currency) => lowestOf(limitsOf(document, "approver", currency)));
  if (lowest.length === 0) return [];
  const { zone } = await readSettings(prisma);
  return Promise.all(
    lowest.map(async (perDay) => {
      const { currency, minor } = perDay;
      const used = await readApprovedToday(prisma, { approverId: operator.id, currency, zone });
      return { perDay, left: { currency, minor: minor > used ? minor - used : 0n } };
    }),
  );
}

export function withinLimits(ability: Ability, limits: readonly ApproverLimit[], sum: Money): Ability {
  const isBeyond = limits.some(({ left }) => left.currency === sum.currency && sum.minor > left.minor);
  return ability.may && isBeyond ? { may: false, why: "over_limit" } : ability;
}

export function limitDto({ perDay, left }: ApproverLimit): DailyLimitDto {
  return { currency: left.currency, perDay: moneyToText(perDay), left: moneyToText(left) };
}

function lowestOf([first, ...others]: readonly Money[]): Money[] {
  return first ? [others.reduce((low, one) => (one.minor < low.minor ? one : low), first)] : [];
}
