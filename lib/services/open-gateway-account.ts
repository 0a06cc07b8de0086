import { isId } from "#lib/domain/ids.ts";
import type { GatewayCall } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { Vault } from "#lib/vault.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Services } from "./context.ts";

/** A gateway account with its secrets in memory, for the length of one call. */
export type OpenGatewayAccount = {
  readonly account: GatewayCall<unknown, unknown>["account"];
  readonly gateway: string;
  readonly credentialVersion: number;
};

type Surroundings = Pick<Services, "prisma" | "vault" | "publicUrl">;

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
  const wanted = sentWith === undefined ? Prisma.sql`TRUE` : samePlaceAs(sentWith);
  const [row] = await sealedAccounts(services, accountId, wanted, 1);
  if (!row) throw new Error(`Gateway account ${accountId} has no credentials in version ${sentWith ?? "any"}`);
  return open(services, row);
}

/** The same merchant at the same address: what was sent with one secret can be asked about with another. */
function samePlaceAs(version: number): Prisma.Sql {
  return Prisma.sql`(c.base_url, c.identity) = (SELECT sent.base_url, sent.identity FROM gateway_credential sent
    WHERE sent.gateway_account_id = a.id AND sent.version = ${version}::int)`;
}

/** Every version that still verifies a message of the gateway, newest first; none for an unknown account. */
export async function openForVerification(services: Surroundings, accountId: string): Promise<OpenGatewayAccount[]> {
  if (!isId(accountId)) return [];
  const rows = await sealedAccounts(
    services,
    accountId,
    Prisma.sql`c.retired_at IS NULL OR c.retired_at > now()`,
    MAX_VERSIONS,
  );
  return rows.map((row) => open(services, row));
}

/** Each one is tried on every message; more than a few at once is no rotation. */
const MAX_VERSIONS = 5;

type SealedAccount = {
  readonly id: string;
  readonly gateway: string;
  readonly base_url: string;
  readonly settings: unknown;
  readonly version: number;
  readonly sealed: Uint8Array;
  readonly key_version: number;
};

function sealedAccounts(
  { prisma }: Surroundings,
  accountId: string,
  which: Prisma.Sql,
  limit: number,
): Promise<SealedAccount[]> {
  return prisma.$queryRaw<SealedAccount[]>`
    SELECT a.id, a.gateway, c.base_url, a.settings, c.version, c.sealed, c.key_version
    FROM gateway_account a JOIN gateway_credential c ON c.gateway_account_id = a.id
    WHERE a.id = ${accountId}::uuid AND (${which}) ORDER BY c.version DESC LIMIT ${limit}::int`;
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
  const plain = vault.open(row.sealed, sealingContext({ accountId: row.id, ...row }), row.key_version);
  return {
    account: {
      id: row.id,
      baseUrl: row.base_url,
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
