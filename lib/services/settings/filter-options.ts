import type { FilterOptionsDto } from "#lib/contracts/filter-names.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { currencyDigits } from "#lib/domain/money.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";

/** Ways to pay and currencies are those of the newest payments: all there are would have to be looked through for them. */
const NEWEST = 5_000;

/** What there is to choose from in the filters of a list. */
export async function listFilterOptions(context: AppContext): Promise<Result<FilterOptionsDto, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const { prisma } = context;
  const named = { select: { id: true, name: true }, orderBy: { name: "asc" } } as const;
  const [accounts, paid, settings, users, apiKeys, approvers] = await Promise.all([
    prisma.gatewayAccount.findMany({ distinct: ["gateway"], select: { gateway: true }, orderBy: { gateway: "asc" } }),
    prisma.$queryRaw<{ method: string; currency: string }[]>`
      SELECT DISTINCT method, currency FROM (SELECT method, currency FROM payment ORDER BY id DESC LIMIT ${NEWEST}) newest`,
    readSettings(prisma),
    prisma.user.findMany({ ...named, where: { role: { in: ["staff", "manager"] } } }),
    prisma.apiKey.findMany(named),
    prisma.user.findMany({ ...named, where: { OR: [{ role: "manager" }, { approvals: { some: {} } }] } }),
  ]);
  return ok({
    gateways: accounts.map(({ gateway }) => gateway),
    methods: [...new Set(paid.map(({ method }) => method))].sort(),
    currencies: [...new Set([...settings.currencies, ...paid.map(({ currency }) => currency)])]
      .sort()
      .map((code) => ({ code, digits: currencyDigits(code) ?? 2 })),
    reasons: settings.reasons,
    requesters: [...users, ...apiKeys],
    approvers,
  });
}
