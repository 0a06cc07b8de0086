import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { PrismaClient } from "./generated/client.ts";

export type TestDatabase = { readonly url: string; readonly prisma: PrismaClient };

/** Gives the calling test file an empty, migrated database of its own, and takes it away afterwards. */
export function useTestDatabase(): TestDatabase {
  let database: (TestDatabase & { drop: () => Promise<void> }) | undefined;
  const current = () => {
    if (!database) throw new Error("The test database exists only inside tests and hooks.");
    return database;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  return {
    get url() {
      return current().url;
    },
    get prisma() {
      return current().prisma;
    },
  };
}

/** For tests that need several databases, or one that others cannot see. */
export async function createTestDatabase(): Promise<TestDatabase & { drop: () => Promise<void> }> {
  const { serverUrl, name: template } = inject("templateDatabase");
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await execute(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);

  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url.href }) });
  return {
    url: url.href,
    prisma,
    async drop() {
      await prisma.$disconnect();
      await execute(serverUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
