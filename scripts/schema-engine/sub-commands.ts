import pg from "pg";
import { connectionConfig } from "./adapter.ts";

/** Both answer with an exit code, and on failure with one log line on stderr in the form the CLI looks for. */
export async function canConnect(url: string): Promise<number> {
  return answer(() => query(connectionConfig(url), "SELECT 1"));
}

export async function createDatabase(url: string): Promise<number> {
  const config = connectionConfig(url);
  const name = (config.database ?? "").replaceAll('"', '""');
  return answer(() => query({ ...config, database: "postgres" }, `CREATE DATABASE "${name}"`));
}

async function query(config: pg.PoolConfig, sql: string): Promise<void> {
  const client = new pg.Client(config);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}

async function answer(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    const { code = "", message } = error as pg.DatabaseError;
    const fields = {
      error_code: PRISMA_CODES[code] ?? "P1001",
      message: `Can't reach or use the database: ${message}`,
    };
    // The CLI skips the first line of stderr.
    console.error(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`);
    return 1;
  }
}

const PRISMA_CODES: Readonly<Record<string, string>> = {
  "28P01": "P1000",
  "28000": "P1010",
  "3D000": "P1003",
  "42P04": "P1009",
};
