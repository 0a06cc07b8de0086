import { rmSync } from "node:fs";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { openTemporaryFolder } from "../processes.ts";

export type TestServer = { readonly url: string; readonly stop: () => Promise<void> };

/** TEST_DATABASE_URL, or a throw-away PostgreSQL of our own. */
export async function startTestDatabase(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };

  const dataDir = openTemporaryFolder("refund-desk-test-");
  const server = await startEmbeddedPostgres({ dataDir, password: "test", durable: false });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
