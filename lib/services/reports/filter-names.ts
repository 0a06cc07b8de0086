import type { ExportFilter } from "#lib/contracts/exports.ts";
import { STATE_WORDS } from "#lib/domain/event-text.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";

/** What the people and API keys that filters name are called, by their IDs. */
export async function readFilterNames(
  prisma: PrismaClient,
  filters: readonly ExportFilter[],
): Promise<Readonly<Record<string, string>>> {
  const ids = filters.flatMap(({ by, approver }) => [by ?? [], approver ?? []].flat());
  if (ids.length === 0) return {};
  const wanted = { where: { id: { in: ids } }, select: { id: true, name: true } };
  const named = await Promise.all([prisma.user.findMany(wanted), prisma.apiKey.findMany(wanted)]);
  return Object.fromEntries(named.flat().map(({ id, name }) => [id, name]));
}

/** In English, for the head of a file: `state Failed and search DH-1`. Empty where there is none. */
export function describeFilter(filter: ExportFilter, names: Readonly<Record<string, string>>): string {
  const { q, state, refunded, gateway, method, from, to, age, currency, min, max, reason, by, approver } = filter;
  const parts = [
    state && `state ${STATE_WORDS[state]}`,
    refunded && "refunded on the day of this file",
    gateway && `gateway ${gateway}`,
    method && `method ${method}`,
    from && `days from ${from}`,
    to && `days to ${to}`,
    age && `asked for ${age} ago or more`,
    currency && `currency ${currency}`,
    min && `at least ${min}`,
    max && `at most ${max}`,
    reason && `reason ${reason}`,
    by && `requested by ${names[by] ?? by}`,
    approver && `approved by ${names[approver] ?? approver}`,
    q && `search ${q}`,
  ];
  return parts.filter(Boolean).join(" and ");
}
