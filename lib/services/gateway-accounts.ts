import { isDeepStrictEqual } from "node:util";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import {
  type GatewayAccountDto,
  type GatewayAccountInput,
  gatewayAccountInputSchema,
} from "#lib/contracts/gateway-account.ts";
import type { Json } from "#lib/db/json.ts";
import { type AppError, appError, type FieldError } from "#lib/domain/error-codes.ts";
import { isId, newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { baseUrlProblem } from "#lib/gateways/address-policy.ts";
import type { Connector } from "#lib/gateways/connector.ts";
import { findConnector } from "#lib/gateways/registry.ts";
import { fingerprint } from "#lib/vault.ts";
import type { GatewayAccount, GatewayCredential, Prisma } from "#prisma/generated/client.ts";
import { recordAudit } from "./audit.ts";
import { type AppContext, demand } from "./context.ts";
import { notificationUrl, sealCredentials } from "./open-gateway-account.ts";

export type UpsertedAccount = { readonly id: string; readonly notificationUrl: string; readonly created: boolean };

/** How long replaced credentials still verify what the gateway sends (H04). */
const OVERLAP_DAYS = 7;

/** The same gateway and label is the same account. Other credentials become a new version; refunds in flight keep theirs. */
export async function upsertGatewayAccount(
  context: AppContext,
  input: unknown,
): Promise<Result<UpsertedAccount, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const checked = check(context, input);
  if (!checked.ok) return err(appError("invalid_request", { errors: checked.error }));

  const { account, credentials } = checked.value;
  return context.prisma.$transaction(async (tx) => {
    const known = await tx.gatewayAccount.findUnique({
      where: { gateway_label: { gateway: account.gateway, label: account.label } },
    });
    const id = known?.id ?? newId();
    const row = { ...account, settings: account.settings as Prisma.InputJsonObject };
    await tx.gatewayAccount.upsert({
      where: { id },
      create: { id, ...row },
      update: { ...row, updatedAt: new Date() },
    });
    const version = await addCredentials(context, tx, { id, gateway: account.gateway, credentials });
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

export async function listGatewayAccounts(context: AppContext): Promise<Result<GatewayAccountDto[], AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const accounts = await context.prisma.gatewayAccount.findMany({
    orderBy: [{ gateway: "asc" }, { label: "asc" }],
    include: { credentials: { orderBy: { version: "desc" }, take: 1 } },
  });
  return ok(accounts.map((account) => toDto(context, account)));
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

type Checked = { readonly account: AccountColumns; readonly credentials: unknown };
type AccountColumns = Omit<GatewayAccountInput, "credentials" | "settings"> & { readonly settings: Json };

function check(context: AppContext, input: unknown): Result<Checked, FieldError[]> {
  const parsed = gatewayAccountInputSchema.safeParse(input);
  if (!parsed.success) return err(fieldErrorsOf(parsed.error));
  const connector = findConnector(parsed.data.gateway);
  if (!connector) return err([{ field: "gateway", message: "gateway_unknown" }]);
  return checkWith(connector, context, parsed.data);
}

function checkWith(
  connector: Connector,
  context: AppContext,
  input: GatewayAccountInput,
): Result<Checked, FieldError[]> {
  const baseUrl = input.baseUrl.trim().replace(/\/+$/, "");
  const problem = baseUrlProblem(baseUrl, { allowLoopback: context.allowLoopbackGateways });
  const credentials = connector.credentialsSchema.safeParse(input.credentials);
  const settings = connector.settingsSchema.safeParse(input.settings);
  const errors = [
    ...(problem ? [{ field: "baseUrl", message: problem }] : []),
    ...(credentials.success ? [] : fieldErrorsOf(credentials.error, ["credentials"])),
    ...(settings.success ? belowFloors(connector, input) : fieldErrorsOf(settings.error, ["settings"])),
  ];
  if (errors.length > 0 || !credentials.success) return err(errors);

  // The settings are stored as they were given: a default that changes later still reaches this account.
  const { gateway, label, environment } = input;
  const account = { gateway, label, environment, baseUrl, settings: input.settings as Json };
  return ok({ account, credentials: credentials.data });
}

/** In production nobody may wait less than was measured to be safe. */
function belowFloors({ productionFloors }: Connector, { environment, settings }: GatewayAccountInput): FieldError[] {
  if (environment !== "production") return [];
  return Object.entries(productionFloors)
    .filter(([name, floor]) => Number(settings[name] ?? floor) < floor)
    .map(([name, floor]) => ({ field: `settings.${name}`, message: `production_floor:${floor}` }));
}

/** Nothing happens where the credentials are those in force. */
async function addCredentials(
  { vault }: AppContext,
  tx: Prisma.TransactionClient,
  { id, gateway, credentials }: { readonly id: string; readonly gateway: string; readonly credentials: unknown },
): Promise<number> {
  const print = fingerprint(JSON.stringify(credentials));
  const current = await tx.gatewayCredential.findFirst({
    where: { gatewayAccountId: id },
    orderBy: { version: "desc" },
  });
  if (current?.fingerprint === print) return current.version;

  const version = (current?.version ?? 0) + 1;
  await tx.gatewayCredential.create({
    data: {
      gatewayAccountId: id,
      version,
      fingerprint: print,
      ...sealCredentials(vault, { accountId: id, gateway, version }, credentials),
    },
  });
  await tx.$executeRaw`
    UPDATE gateway_credential SET retired_at = now() + make_interval(days => ${OVERLAP_DAYS}::int)
    WHERE gateway_account_id = ${id}::uuid AND version < ${version}::int AND retired_at IS NULL`;
  return version;
}

function differences(known: GatewayAccount, account: AccountColumns): Json {
  const { environment, baseUrl, settings } = known;
  const changed = Object.entries({ environment, baseUrl, settings }).filter(
    ([name, value]) => !isDeepStrictEqual(value, account[name as keyof AccountColumns]),
  );
  return Object.fromEntries(changed) as Json;
}

function toDto(
  { publicUrl }: AppContext,
  account: GatewayAccount & { credentials: GatewayCredential[] },
): GatewayAccountDto {
  const credential = account.credentials[0];
  return {
    id: account.id,
    gateway: account.gateway,
    label: account.label,
    environment: account.environment,
    baseUrl: account.baseUrl,
    notificationUrl: notificationUrl(publicUrl, account.id),
    credentialVersion: credential?.version ?? 0,
    credentialFingerprint: credential?.fingerprint ?? "",
    paused: account.pausedAt && {
      at: account.pausedAt.toISOString(),
      by: account.pausedBy ?? "",
      why: account.pausedWhy ?? "",
    },
  };
}
