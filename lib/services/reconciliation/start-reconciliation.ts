import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId, newId } from "#lib/domain/ids.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

/** The hour of the merchant's zone at which the night's comparison begins. */
const HOUR_OF_NIGHT = 2;

/** Asks for a comparison of one account, or of all, with their gateways. One that runs already is that one. */
export async function startReconciliation(
  context: AppContext,
  { gatewayAccountId }: { readonly gatewayAccountId?: string | undefined },
): Promise<Result<{ readonly ids: readonly string[] }, AppError>> {
  const allowed = demand(context, "reconciliation.run");
  if (!allowed.ok) return allowed;
  if (gatewayAccountId !== undefined && !isId(gatewayAccountId)) return err(appError("gateway_account_not_found"));
  const { prisma, operator } = context;
  const accounts = await prisma.gatewayAccount.findMany({
    where: gatewayAccountId === undefined ? {} : { id: gatewayAccountId },
    select: { id: true },
  });
  if (gatewayAccountId !== undefined && accounts.length === 0) return err(appError("gateway_account_not_found"));

  const ids: string[] = [];
  for (const { id } of accounts) {
    const asked = { kind: "gateway", askedBy: actorOf(operator), askedByName: operator.name };
    const { count } = await prisma.reconciliation.createMany({
      data: { id: newId(), gatewayAccountId: id, ...asked },
      skipDuplicates: true,
    });
    const open = await prisma.reconciliation.findFirst({ where: { gatewayAccountId: id, finishedAt: null } });
    if (open) ids.push(open.id);
    if (count > 0)
      await recordAudit(prisma, { kind: "reconciliation_started", operator, data: { gatewayAccountId: id } });
  }
  return ok({ ids });
}

/**
 * Once a night for each account that is older than the night, whichever worker looks first; after a night without a
 * worker in the morning.
 */
export async function startNightly({ prisma, operator }: AppContext): Promise<boolean> {
  await prisma.$executeRaw`
    INSERT INTO reconciliation (id, gateway_account_id, kind, night, asked_by, asked_by_name)
    SELECT gen_random_uuid(), a.id, 'gateway', n.night, ${actorOf(operator)}, ${operator.name}
    FROM gateway_account a CROSS JOIN LATERAL (
      SELECT z.zone, (now() AT TIME ZONE z.zone - make_interval(hours => ${HOUR_OF_NIGHT}::int))::date AS night
      FROM (SELECT COALESCE((SELECT zone FROM merchant_settings WHERE id = 1), 'UTC') AS zone) z) n
    WHERE a.created_at < (n.night + make_interval(hours => ${HOUR_OF_NIGHT}::int)) AT TIME ZONE n.zone
    ON CONFLICT DO NOTHING`;
  return false;
}
