import type { Json } from "#lib/db/json.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { GatewayAccount, GatewayAccountChange, Prisma } from "#prisma/generated/client.ts";
import { checkGatewayAccount } from "./check-gateway-account.ts";
import { openGatewayAccount, openProposal } from "./open-gateway-account.ts";
import { writeGatewayAccount } from "./write-gateway-account.ts";

type ChangeCommand = { readonly changeId: string };
export type ConfirmedChange = { readonly gatewayAccountId: string };

/**
 * The second administrator agrees, and the change holds: for what is sent from now on. What was sent before is asked
 * about where it was sent. Everything is checked once more: days may lie between the two people.
 */
export async function confirmAccountChange(
  context: AppContext,
  { changeId }: ChangeCommand,
): Promise<Result<ConfirmedChange, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const { operator } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));

  return context.prisma.$transaction(async (tx) => {
    const open = await openChange(tx, changeId);
    if (!open.ok) return open;
    const change = open.value;
    if (change.proposedBy === operator.id) return err(appError("second_person_needed"));
    if (!(await areAdministrators(tx, [change.proposedBy, operator.id]))) return err(appError("forbidden"));
    const account = await lockAccount(tx, change.gatewayAccountId);
    if (isOutdated(change, account)) return err(appError("change_outdated"));

    const checked = checkGatewayAccount(context, await inputOf(context, change));
    if (!checked.ok) return err(appError("invalid_request", { errors: checked.error }));
    const gatewayAccountId = change.gatewayAccountId;
    const version = await writeGatewayAccount(context, tx, { id: gatewayAccountId, checked: checked.value });
    await tx.gatewayAccountChange.update({
      where: { id: changeId },
      data: { confirmedBy: operator.id, confirmedAt: new Date(), sealed: null, keyVersion: null },
    });
    await recordAudit(tx, {
      kind: account ? "gateway_account_changed" : "gateway_account_created",
      operator,
      data: {
        gatewayAccountId,
        gateway: change.gateway,
        label: change.label,
        credentialVersion: version,
        changeId,
        proposedBy: change.proposedBy,
        differences: change.diff as Json,
      },
    });
    return ok({ gatewayAccountId });
  });
}

/** An administrator takes a proposal back, also another's: refusing needs nobody's consent. */
export async function withdrawAccountChange(
  context: AppContext,
  { changeId }: ChangeCommand,
): Promise<Result<ChangeCommand, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const { operator } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));

  return context.prisma.$transaction(async (tx) => {
    const open = await openChange(tx, changeId);
    if (!open.ok) return open;
    await tx.gatewayAccountChange.update({
      where: { id: changeId },
      data: { withdrawnBy: operator.id, withdrawnAt: new Date(), sealed: null, keyVersion: null },
    });
    const { gatewayAccountId, gateway, label } = open.value;
    const data = { changeId, gatewayAccountId, gateway, label };
    await recordAudit(tx, { kind: "gateway_account_change_withdrawn", operator, data });
    return ok({ changeId });
  });
}

/** Proposed against another state of the account than today's. */
export function isOutdated(
  { basedOn }: Pick<GatewayAccountChange, "basedOn">,
  account: Pick<GatewayAccount, "updatedAt"> | null,
): boolean {
  return basedOn?.getTime() !== account?.updatedAt.getTime();
}

async function openChange(
  tx: Prisma.TransactionClient,
  changeId: string,
): Promise<Result<GatewayAccountChange, AppError>> {
  await tx.$queryRaw`SELECT id FROM gateway_account_change WHERE id = ${changeId}::uuid FOR UPDATE`;
  const change = await tx.gatewayAccountChange.findUnique({ where: { id: changeId } });
  if (!change) return err(appError("not_found"));
  return change.confirmedAt || change.withdrawnAt ? err(appError("change_over")) : ok(change);
}

/** By the roles of this moment. Whoever left since cannot be one of the two. */
async function areAdministrators(tx: Prisma.TransactionClient, ids: string[]): Promise<boolean> {
  return (await tx.user.count({ where: { id: { in: ids }, role: "admin", status: "active" } })) === ids.length;
}

async function lockAccount(tx: Prisma.TransactionClient, id: string): Promise<GatewayAccount | null> {
  await tx.$queryRaw`SELECT id FROM gateway_account WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.gatewayAccount.findUnique({ where: { id } });
}

async function inputOf(context: AppContext, change: GatewayAccountChange) {
  const { id, gateway, label, environment, baseUrl, settings, sealed, keyVersion } = change;
  const credentials =
    sealed && keyVersion !== null
      ? openProposal(context.vault, { id, gateway }, { sealed, keyVersion })
      : (await openGatewayAccount(context, change.gatewayAccountId)).account.credentials;
  return { gateway, label, environment, baseUrl, settings, credentials };
}
