import { connectorOf } from "#lib/gateways/registry.ts";
import type { GatewayCall } from "#lib/gateways/connector.ts";
import type { Vault } from "#lib/vault.ts";
import type { GatewayAccount, GatewayCredential } from "#prisma/generated/client.ts";
import type { Services } from "./context.ts";

/** A gateway account with its secrets in memory, for the length of one call. */
export type OpenGatewayAccount = {
  readonly account: GatewayCall<unknown, unknown>["account"];
  readonly gateway: string;
  readonly credentialVersion: number;
};

type Surroundings = Pick<Services, "prisma" | "vault" | "publicUrl">;

/**
 * The one module that decrypts gateway credentials. Opens the newest version, or the one an attempt was signed
 * with. Throws where the account does not exist or its secret does not open: both mean a damaged installation.
 */
export async function openGatewayAccount(
  services: Surroundings,
  accountId: string,
  { version }: { readonly version?: number } = {},
): Promise<OpenGatewayAccount> {
  const account = await services.prisma.gatewayAccount.findUnique({
    where: { id: accountId },
    include: { credentials: { where: { version }, orderBy: { version: "desc" }, take: 1 } },
  });
  const credential = account?.credentials[0];
  if (!account || !credential) throw new Error(`Gateway account ${accountId} has no credentials in version ${version ?? "any"}`);
  return open(services, account, credential);
}

/** Every version that still verifies a message of the gateway, newest first; none for an unknown account. */
export async function openForVerification(services: Surroundings, accountId: string): Promise<OpenGatewayAccount[]> {
  const inForce = await services.prisma.$queryRaw<{ version: number }[]>`
    SELECT version FROM gateway_credential
    WHERE gateway_account_id = ${accountId}::uuid AND (retired_at IS NULL OR retired_at > now()) ORDER BY version DESC`;
  return Promise.all(inForce.map(({ version }) => openGatewayAccount(services, accountId, { version })));
}

type CredentialPlace = { readonly accountId: string; readonly gateway: string; readonly version: number };

export function sealCredentials(vault: Vault, place: CredentialPlace, credentials: unknown) {
  return { sealed: vault.seal(JSON.stringify(credentials), sealingContext(place)), keyVersion: vault.keyVersion };
}

export function notificationUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/api/notifications/${accountId}`;
}

function open({ vault, publicUrl }: Surroundings, account: GatewayAccount, credential: GatewayCredential): OpenGatewayAccount {
  const connector = connectorOf(account.gateway);
  const place = { accountId: account.id, gateway: account.gateway, version: credential.version };
  const plain = vault.open(credential.sealed, sealingContext(place), credential.keyVersion);
  return {
    account: {
      id: account.id,
      baseUrl: account.baseUrl,
      credentials: connector.credentialsSchema.parse(JSON.parse(plain)),
      settings: connector.settingsSchema.parse(account.settings),
      notificationUrl: notificationUrl(publicUrl, account.id),
    },
    gateway: account.gateway,
    credentialVersion: credential.version,
  };
}

function sealingContext({ accountId, gateway, version }: CredentialPlace): string {
  return `gateway-credential|${accountId}|${gateway}|${version}`;
}
