import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import { type GatewayAccountInput, gatewayAccountInputSchema } from "#lib/contracts/gateway-account.ts";
import type { Json } from "#lib/db/json.ts";
import type { FieldError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { baseUrlProblem } from "#lib/gateways/address-policy.ts";
import type { Connector } from "#lib/gateways/connector.ts";
import { findConnector } from "#lib/gateways/registry.ts";
import type { Services } from "#lib/services/context.ts";

/** An account that may be stored: its columns, and credentials as its connector keeps them. */
export type CheckedAccount = {
  readonly account: Omit<GatewayAccountInput, "credentials" | "settings"> & { readonly settings: Json };
  readonly credentials: Readonly<Record<string, unknown>>;
};

type Surroundings = Pick<Services, "allowLoopbackGateways">;

/** Holds an account against its connector's schemas, the policy of addresses, and the floors of production. */
export function checkGatewayAccount(context: Surroundings, input: unknown): Result<CheckedAccount, FieldError[]> {
  const parsed = gatewayAccountInputSchema.safeParse(input);
  if (!parsed.success) return err(fieldErrorsOf(parsed.error));
  const connector = findConnector(parsed.data.gateway);
  if (!connector) return err([{ field: "gateway", message: "gateway_unknown" }]);
  return checkWith(connector, context, parsed.data);
}

function checkWith(
  connector: Connector,
  { allowLoopbackGateways }: Surroundings,
  input: GatewayAccountInput,
): Result<CheckedAccount, FieldError[]> {
  const baseUrl = input.baseUrl.trim().replace(/\/+$/, "");
  const problem = baseUrlProblem(baseUrl, { allowLoopback: allowLoopbackGateways });
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
  return ok({ account, credentials: credentials.data as CheckedAccount["credentials"] });
}

/** In production nobody may wait less than was measured to be safe. */
function belowFloors({ productionFloors }: Connector, { environment, settings }: GatewayAccountInput): FieldError[] {
  if (environment !== "production") return [];
  return Object.entries(productionFloors)
    .filter(([name, floor]) => Number(settings[name] ?? floor) < floor)
    .map(([name, floor]) => ({ field: `settings.${name}`, message: `production_floor:${floor}` }));
}
