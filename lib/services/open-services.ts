import type { Logger } from "pino";
import { createPostgresStore } from "#lib/db/postgres-store.ts";
import { createPrisma } from "#lib/db/prisma.ts";
import { createVault } from "#lib/vault.ts";
import type { Services } from "./context.ts";

export type Installation = {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  readonly publicUrl: string;
  readonly allowLoopbackGateways: boolean;
  readonly emulatorsUrl?: string | undefined;
  readonly log: Logger;
  readonly poolSize?: number;
};

/** What a process of this installation works with: the web, the worker, the command line. */
export function openServices({ databaseUrl, encryptionKey, poolSize, ...rest }: Installation): Services {
  const prisma = createPrisma(databaseUrl, {
    poolSize,
    applicationName: `refund-desk ${rest.log.bindings().name ?? ""}`.trim(),
  });
  return { ...rest, prisma, store: createPostgresStore(prisma), vault: createVault(encryptionKey) };
}
