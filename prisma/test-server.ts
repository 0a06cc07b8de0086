import pg from "pg";
import type { TestProject } from "vitest/node";
import { runPrisma } from "#scripts/prisma.ts";
import { startTestDatabase } from "#scripts/test/database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A database with all migrations applied, which nobody connects to: test databases are copies of it. */
    readonly templateDatabase: { readonly serverUrl: string; readonly name: string };
  }
}

/** Starts one throw-away PostgreSQL for all database tests (or takes TEST_DATABASE_URL) and migrates a template on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestDatabase();
  const name = `template_${crypto.randomUUID().replaceAll("-", "")}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;

  const migrated = await runPrisma(["migrate", "deploy"], { env: { DATABASE_URL: url.href } });
  if (migrated.status !== 0) {
    await server.stop();
    throw new Error(`The migrations do not apply to an empty database.\n${migrated.output}`);
  }
  project.provide("templateDatabase", { serverUrl: server.url, name });

  return async () => {
    await execute(server.url, `DROP DATABASE "${name}" WITH (FORCE)`);
    await server.stop();
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
