import type { SealedAccount } from "#lib/db/store.ts";
import { isId } from "#lib/domain/ids.ts";
import type { GatewayCall } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { Services } from "#lib/services/context.ts";
import type { Vault } from "#lib/vault.ts";

/** A gateway account with its secrets in memory, for the length of one call. */
export type OpenGatewayAccount = {
  readonly account: GatewayCall<unknown, unknown>["account"];
  readonly gateway: string;
  readonly credentialVersion: number;
};

type Surroundings = Pick<Services, "store" | "vault" | "publicUrl">;

/**
 * The one module that decrypts gateway credentials. Opens the newest version; with `sentWith`, the newest for the
 * place where that version sent: a change holds for later refunds, and elsewhere "not found" would prove nothing
 * (B11). Throws where the account does not exist or its secret does not open: both mean a damaged installation.
 */
export async function openGatewayAccount(
  services: Surroundings,
  accountId: string,
  { sentWith }: { readonly sentWith?: number } = {},
): Promise<OpenGatewayAccount> {
  const [row] = await services.store.sealedAccounts(accountId, sentWith === undefined ? "newest" : { sentWith });
  if (!row) throw new Error(`Gateway account ${accountId} has no credentials in version ${sentWith ?? "any"}`);
  return open(services, row);
}

/** Every version that still verifies a message of the gateway, newest first; none for an unknown account. */
export async function openForVerification(services: Surroundings, accountId: string): Promise<OpenGatewayAccount[]> {
  if (!isId(accountId)) return [];
  const rows = await services.store.sealedAccounts(accountId, "verifying");
  return rows.map((row) => open(services, row));
}

type CredentialPlace = { readonly accountId: string; readonly gateway: string; readonly version: number };

export function sealCredentials(vault: Vault, place: CredentialPlace, credentials: unknown) {
  return { sealed: vault.seal(JSON.stringify(credentials), sealingContext(place)), keyVersion: vault.keyVersion };
}

type Proposal = { readonly id: string; readonly gateway: string };

export function sealProposal(vault: Vault, proposal: Proposal, credentials: unknown) {
  return { sealed: vault.seal(JSON.stringify(credentials), proposalContext(proposal)), keyVersion: vault.keyVersion };
}

/** The credentials of a proposed change, for the moment in which they are confirmed. */
export function openProposal(
  vault: Vault,
  proposal: Proposal,
  { sealed, keyVersion }: { readonly sealed: Uint8Array; readonly keyVersion: number },
): unknown {
  return JSON.parse(vault.open(sealed, proposalContext(proposal), keyVersion));
}

export function notificationUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/api/notifications/${accountId}`;
}

function open({ vault, publicUrl }: Surroundings, row: SealedAccount): OpenGatewayAccount {
  const connector = connectorOf(row.gateway);
  const plain = vault.open(row.sealed, sealingContext({ accountId: row.id, ...row }), row.keyVersion);
  return {
    account: {
      id: row.id,
      baseUrl: row.baseUrl,
      credentials: connector.credentialsSchema.parse(JSON.parse(plain)),
      settings: connector.settingsSchema.parse(row.settings),
      notificationUrl: notificationUrl(publicUrl, row.id),
    },
    gateway: row.gateway,
    credentialVersion: row.version,
  };
}

function proposalContext({ id, gateway }: Proposal): string {
  return `gateway-account-change|${id}|${gateway}`;
}

function sealingContext({ accountId, gateway, version }: CredentialPlace): string {
  return `gateway-credential|${accountId}|${gateway}|${version}`;
}
