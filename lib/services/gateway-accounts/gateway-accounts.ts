import { isDeepStrictEqual } from "node:util";
import type { Json } from "#lib/db/json.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId, newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { GatewayAccount } from "#prisma/generated/client.ts";
import { type CheckedAccount, checkGatewayAccount } from "./check-gateway-account.ts";
import { notificationUrl } from "./open-gateway-account.ts";
import { writeGatewayAccount } from "./write-gateway-account.ts";

export type UpsertedAccount = { readonly id: string; readonly notificationUrl: string; readonly created: boolean };

/**
 * The command line's way: who can run it owns the installation and needs no second person; people propose and
 * confirm. The same gateway and label is the same account. Another address says that the same gateway has moved:
 * what is under way is asked about there, too.
 */
export async function upsertGatewayAccount(
  context: AppContext,
  input: unknown,
): Promise<Result<UpsertedAccount, AppError>> {
  if (context.operator.kind !== "cli") return err(appError("forbidden"));
  const checked = checkGatewayAccount(context, input);
  if (!checked.ok) return err(appError("invalid_request", { errors: checked.error }));

  const { account } = checked.value;
  return context.prisma.$transaction(async (tx) => {
    const known = await tx.gatewayAccount.findUnique({
      where: { gateway_label: { gateway: account.gateway, label: account.label } },
    });
    const id = known?.id ?? newId();
    if (known)
      await tx.gatewayCredential.updateMany({
        where: { gatewayAccountId: id, baseUrl: known.baseUrl },
        data: { baseUrl: account.baseUrl },
      });
    const version = await writeGatewayAccount(context, tx, { id, checked: checked.value });
    await recordAudit(tx, {
      kind: known ? "gateway_account_changed" : "gateway_account_created",
      operator: context.operator,
      data: {
        gatewayAccountId: id,
        ...account,
        credentialVersion: version,
        before: known && differences(known, account),
      },
    });
    return ok({ id, notificationUrl: notificationUrl(context.publicUrl, id), created: !known });
  });
}

/** Pausing stops new sends only; what is in flight is still resolved (H08). */
export async function setAccountPaused(
  context: AppContext,
  command: { readonly gatewayAccountId: string; readonly paused: boolean; readonly why?: string },
): Promise<Result<{ readonly id: string; readonly paused: boolean }, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const { gatewayAccountId: id, paused, why = "" } = command;
  if (!isId(id)) return err(appError("gateway_account_not_found"));

  return context.prisma.$transaction(async (tx) => {
    const { name } = context.operator;
    const found = paused
      ? await tx.$executeRaw`UPDATE gateway_account SET paused_at = now(), paused_by = ${name}, paused_why = ${why} WHERE id = ${id}::uuid`
      : await tx.$executeRaw`UPDATE gateway_account SET paused_at = NULL, paused_by = NULL, paused_why = NULL WHERE id = ${id}::uuid`;
    if (found === 0) return err(appError("gateway_account_not_found"));
    const kind = paused ? "sending_paused" : "sending_resumed";
    await recordAudit(tx, { kind, operator: context.operator, data: { gatewayAccountId: id, why } });
    return ok({ id, paused });
  });
}

function differences(known: GatewayAccount, account: CheckedAccount["account"]): Json {
  const { environment, baseUrl, settings } = known;
  const changed = Object.entries({ environment, baseUrl, settings }).filter(
    ([name, value]) => !isDeepStrictEqual(value, account[name as keyof CheckedAccount["account"]]),
  );
  return Object.fromEntries(changed) as Json;
}
