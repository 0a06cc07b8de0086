import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#scripts/embedded-postgres.ts";
import { runPrisma } from "#scripts/prisma.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A database with all migrations applied, which nobody connects to: test databases are copies of it. */
    readonly templateDatabase: { readonly serverUrl: string; readonly name: string };
  }
}

/** Starts one throw-away PostgreSQL for all database tests (or takes TEST_DATABASE_URL) and migrates a template on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
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
    if (server.shared) await execute(server.url, `DROP DATABASE "${name}" WITH (FORCE)`);
    await server.stop();
  };
}

async function testServer(): Promise<{ url: string; shared: boolean; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, shared: true, stop: async () => {} };

  const dataDir = mkdtempSync(join(tmpdir(), "refund-desk-test-"));
  const server = await startEmbeddedPostgres({ dataDir, password: "test", durable: false });
  return {
    url: server.url,
    shared: false,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
