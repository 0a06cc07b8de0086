import { connectorOf } from "#lib/gateways/registry.ts";
import type { AppContext } from "#lib/services/context.ts";
import { fingerprint } from "#lib/vault.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { CheckedAccount } from "./check-gateway-account.ts";
import { sealCredentials } from "./open-gateway-account.ts";

/** How long replaced credentials still verify what the gateway sends (H04). */
const OVERLAP_DAYS = 7;

/**
 * Stores an account and returns the version of its credentials. Other credentials, or another address, are a new
 * version, which signs from now on; what was sent before is asked about where it was sent. An open breaker tries them
 * at once.
 */
export async function writeGatewayAccount(
  context: Pick<AppContext, "vault">,
  tx: Prisma.TransactionClient,
  { id, checked: { account, credentials } }: { readonly id: string; readonly checked: CheckedAccount },
): Promise<number> {
  const row = { ...account, settings: account.settings as Prisma.InputJsonObject };
  await tx.gatewayAccount.upsert({
    where: { id },
    create: { id, ...row },
    update: { ...row, updatedAt: new Date() },
  });
  const place = { baseUrl: account.baseUrl, identity: identityOf(account.gateway, credentials) };
  const print = fingerprint(JSON.stringify(credentials));
  const current = await tx.gatewayCredential.findFirst({
    where: { gatewayAccountId: id },
    orderBy: { version: "desc" },
  });
  if (current?.fingerprint === print && current.baseUrl === place.baseUrl && current.identity === place.identity)
    return current.version;

  const version = (current?.version ?? 0) + 1;
  await tx.gatewayCredential.create({
    data: {
      gatewayAccountId: id,
      version,
      fingerprint: print,
      hints: hintsOf(account.gateway, credentials),
      ...place,
      ...sealCredentials(context.vault, { accountId: id, gateway: account.gateway, version }, credentials),
    },
  });
  await tx.$executeRaw`
    UPDATE gateway_credential SET retired_at = now() + make_interval(days => ${OVERLAP_DAYS}::int)
    WHERE gateway_account_id = ${id}::uuid AND version < ${version}::int AND retired_at IS NULL`;
  await tx.$executeRaw`UPDATE gateway_breaker SET probe_at = now() WHERE gateway_account_id = ${id}::uuid AND opened_at IS NOT NULL`;
  return version;
}

/** What people may see of each field: who the merchant is in full, of a secret its last four characters. */
export function hintsOf(gateway: string, credentials: CheckedAccount["credentials"]): Record<string, string> {
  const { identity } = connectorOf(gateway) as { readonly identity: readonly string[] };
  const entries = Object.entries(credentials).map(([name, value]) => {
    const text = String(value);
    return [name, identity.includes(name) ? text : masked(text)];
  });
  return Object.fromEntries(entries);
}

function masked(secret: string): string {
  const body = secret.replace(/-----[^-]+-----/g, "").replace(/[\s=]+/g, "");
  return body.length < 16 ? "••••" : `•••• ${body.slice(-4)}`;
}

function identityOf(gateway: string, credentials: CheckedAccount["credentials"]): string {
  const { identity } = connectorOf(gateway) as { readonly identity: readonly string[] };
  return identity.map((name) => String(credentials[name])).join("|");
}
