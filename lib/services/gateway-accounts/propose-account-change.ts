import { isDeepStrictEqual } from "node:util";
import type { AccountDifference, ProposeAccountChangeInput } from "#lib/contracts/gateway-account.ts";
import { type AppError, appError, type FieldError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { rolesFor } from "#lib/domain/notice.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { findConnector } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { GatewayAccount, Prisma } from "#prisma/generated/client.ts";
import { fieldsOf, textOf, valuesOf } from "./account-fields.ts";
import { type CheckedAccount, checkGatewayAccount } from "./check-gateway-account.ts";
import { openGatewayAccount, sealProposal } from "./open-gateway-account.ts";
import { hintsOf } from "./write-gateway-account.ts";

export type ProposedChange = { readonly changeId: string };

/** One administrator writes down what an account shall be; nothing changes until another one confirms (B11). */
export async function proposeAccountChange(
  context: AppContext,
  input: ProposeAccountChangeInput,
): Promise<Result<ProposedChange, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const { operator, prisma } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  const known = await knownAccount(context, input.gatewayAccountId);
  if (known === "missing") return err(appError("gateway_account_not_found"));
  const checked = check(context, input, known);
  if (!checked.ok) return err(appError("invalid_request", { errors: checked.error }));

  const { account, credentials } = checked.value;
  const differences = differencesOf(known, checked.value);
  if (differences.length === 0) return refused("label", "nothing_changed");
  const id = newId();
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE gateway_account_change IN SHARE ROW EXCLUSIVE MODE`;
    const gatewayAccountId = known?.row.id ?? newId();
    if (await waits(tx, gatewayAccountId, account)) return err(appError("change_waits"));
    if (await isTaken(tx, gatewayAccountId, account)) return refused("label", "label_taken");
    await tx.gatewayAccountChange.create({
      data: {
        id,
        gatewayAccountId,
        ...account,
        settings: account.settings as Prisma.InputJsonObject,
        ...(isDeepStrictEqual(credentials, known?.credentials)
          ? {}
          : sealProposal(context.vault, { id, gateway: account.gateway }, credentials)),
        diff: differences,
        basedOn: known?.row.updatedAt ?? null,
        proposedBy: operator.id,
      },
    });
    const data = { changeId: id, gatewayAccountId, gateway: account.gateway, label: account.label, differences };
    await recordAudit(tx, {
      kind: "gateway_account_change_proposed",
      operator,
      data,
      tells: [{ kind: "account_change_proposed", roles: rolesFor("gateway_accounts.manage"), except: [operator.id] }],
    });
    return ok({ changeId: id });
  });
}

type Known = { readonly row: GatewayAccount; readonly credentials: CheckedAccount["credentials"] };

async function knownAccount(context: AppContext, id: string | undefined): Promise<Known | null | "missing"> {
  if (id === undefined) return null;
  const row = await context.prisma.gatewayAccount.findUnique({ where: { id } });
  if (!row) return "missing";
  const { account } = await openGatewayAccount(context, id);
  return { row, credentials: account.credentials as Known["credentials"] };
}

/** The form's texts as an account. A credential that was left empty stays as it is. */
function check(
  context: AppContext,
  input: ProposeAccountChangeInput,
  known: Known | null,
): Result<CheckedAccount, FieldError[]> {
  const gateway = known?.row.gateway ?? input.gateway;
  const connector = findConnector(gateway);
  if (!connector) return err([{ field: "gateway", message: "gateway_unknown" }]);
  const { label, environment, baseUrl } = input;
  const credentials = { ...known?.credentials, ...valuesOf(fieldsOf(connector.credentialsSchema), input.credentials) };
  const stored = known?.row.settings as Readonly<Record<string, unknown>> | undefined;
  const settings = valuesOf(fieldsOf(connector.settingsSchema), input.settings, stored);
  const checked = checkGatewayAccount(context, { gateway, label, environment, baseUrl, credentials, settings });
  return checked.ok ? checked : err(checked.error.map(forForms));
}

/** On the page the policy of addresses is one sentence, in the person's language. */
function forForms({ field, message }: FieldError): FieldError {
  return field === "baseUrl" ? { field, message: "base_url_policy" } : { field, message };
}

function differencesOf(known: Known | null, { account, credentials }: CheckedAccount): AccountDifference[] {
  const before = known ? textsOf({ ...known.row, settings: known.row.settings as object }) : {};
  const after = textsOf({ ...account, settings: account.settings as object });
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const plain = names
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));

  const hintsBefore = known ? hintsOf(account.gateway, known.credentials) : {};
  const secret = Object.entries(hintsOf(account.gateway, credentials))
    .filter(([name]) => known?.credentials[name] !== credentials[name])
    .map(([name, hint]) => ({ field: `credentials.${name}`, before: hintsBefore[name] ?? null, after: hint }));
  return [...plain, ...secret];
}

type Plain = Pick<GatewayAccount, "label" | "environment" | "baseUrl"> & { readonly settings: object };

function textsOf({ label, environment, baseUrl, settings }: Plain): Readonly<Record<string, string>> {
  const named = Object.entries(settings).map(([name, value]) => [`settings.${name}`, textOf(value)]);
  return { label, environment, baseUrl, ...Object.fromEntries(named) };
}

type Named = CheckedAccount["account"];

async function waits(tx: Prisma.TransactionClient, gatewayAccountId: string, { gateway, label }: Named) {
  const open = { confirmedAt: null, withdrawnAt: null };
  const same = { OR: [{ gatewayAccountId }, { gateway, label }] };
  return (await tx.gatewayAccountChange.count({ where: { ...open, ...same } })) > 0;
}

async function isTaken(tx: Prisma.TransactionClient, id: string, { gateway, label }: Named): Promise<boolean> {
  return (await tx.gatewayAccount.count({ where: { gateway, label, NOT: { id } } })) > 0;
}

function refused(field: string, message: string): Result<never, AppError> {
  return err(appError("invalid_request", { errors: [{ field, message }] }));
}
