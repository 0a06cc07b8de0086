import type { AccountFieldDto, AccountFormDto } from "#lib/contracts/gateway-account.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Connector } from "#lib/gateways/connector.ts";
import { findConnector, GATEWAYS } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type AccountField, fieldsOf, textOf } from "./account-fields.ts";

type Wanted = { readonly gatewayAccountId: string } | { readonly gateway?: string | undefined };
type Values = Readonly<Record<string, unknown>>;

/** The form of an account that is there, or of a new one at a gateway (without a name: the first of them). */
export async function getAccountForm(context: AppContext, wanted: Wanted): Promise<Result<AccountFormDto, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  if ("gatewayAccountId" in wanted) return formOfAccount(context, wanted.gatewayAccountId);

  const gateway = wanted.gateway ?? GATEWAYS[0] ?? "";
  const connector = findConnector(gateway);
  if (!connector) return err(appError("not_found"));
  const empty = { gatewayAccountId: null, label: "", environment: "sandbox", baseUrl: "" };
  return ok({ gateways: GATEWAYS, gateway, ...empty, ...fieldsFor(connector, {}, {}) });
}

async function formOfAccount({ prisma }: AppContext, id: string): Promise<Result<AccountFormDto, AppError>> {
  const account = isId(id)
    ? await prisma.gatewayAccount.findUnique({
        where: { id },
        include: { credentials: { orderBy: { version: "desc" }, take: 1 } },
      })
    : null;
  const connector = account && findConnector(account.gateway);
  if (!account || !connector) return err(appError("gateway_account_not_found"));
  const { gateway, label, environment, baseUrl, settings, credentials } = account;
  return ok({
    gateways: GATEWAYS,
    gateway,
    gatewayAccountId: id,
    label,
    environment,
    baseUrl,
    ...fieldsFor(connector, settings as Values, (credentials[0]?.hints ?? {}) as Values),
  });
}

function fieldsFor(connector: Connector, stored: Values, hints: Values) {
  const floors = connector.productionFloors;
  const identity = connector.identity as readonly string[];
  const credentials = fieldsOf(connector.credentialsSchema).map((field) => {
    const isSecret = !identity.includes(field.name);
    const hint = textOf(hints[field.name]);
    return toDto(field, { isSecret, text: isSecret ? "" : hint, fallback: isSecret ? hint : "" });
  });
  const settings = fieldsOf(connector.settingsSchema).map((field) => {
    const value = stored[field.name] ?? (field.kind === "yes_no" ? field.fallback : undefined);
    const text = field.kind === "yes_no" ? (value === true ? "on" : "") : textOf(value);
    return toDto(field, { text, fallback: textOf(field.fallback), floor: floors[field.name] ?? null });
  });
  return { credentials, settings };
}

function toDto(
  { name, kind, choices, isRequired }: AccountField,
  more: Pick<AccountFieldDto, "text" | "fallback"> & Partial<AccountFieldDto>,
): AccountFieldDto {
  return { name, kind, choices, isRequired, isSecret: false, floor: null, ...more };
}
