import { newId } from "#lib/domain/ids.ts";
import { sealCredentials } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { fingerprint, type Vault } from "#lib/vault.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

export type NewGatewayAccount = {
  readonly gateway?: string;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly settings?: Prisma.InputJsonObject;
};

/** The merchant and the secret of the examples in NeoX's own documents. */
export const NEOX_CREDENTIALS = { merchantCode: "UFLIYL", secretKey: "311235E7043244EC8306F96720748C56" };

export async function createGatewayAccount(
  { prisma, vault }: { readonly prisma: PrismaClient; readonly vault: Vault },
  account: NewGatewayAccount = {},
): Promise<string> {
  const id = newId();
  const gateway = account.gateway ?? "neox";
  const credentials = account.credentials ?? NEOX_CREDENTIALS;
  const baseUrl = account.baseUrl ?? "http://127.0.0.1:9";
  await prisma.gatewayAccount.create({
    data: {
      id,
      gateway,
      label: account.label ?? `Shop ${id.slice(-8)}`,
      environment: "sandbox",
      baseUrl,
      settings: account.settings ?? {},
      credentials: {
        create: {
          version: 1,
          baseUrl,
          identity: credentials.merchantCode ?? "",
          fingerprint: fingerprint(JSON.stringify(credentials)),
          ...sealCredentials(vault, { accountId: id, gateway, version: 1 }, credentials),
        },
      },
    },
  });
  return id;
}
