import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#prisma/generated/client.ts";

export type PrismaOptions = {
  /** Connections of this process; PostgreSQL's `max_connections` is shared by all processes. */
  readonly poolSize?: number;
  readonly applicationName?: string;
};

/** Opens a pool. Nothing may hold a row or wait for one for long: the request fails instead, and can be repeated. */
export function createPrisma(
  url: string,
  { poolSize = 10, applicationName = "refund-desk" }: PrismaOptions = {},
): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    application_name: applicationName,
    options:
      "-c lock_timeout=3000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000 -c synchronous_commit=on",
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 3_000, timeout: 10_000 } });
}
