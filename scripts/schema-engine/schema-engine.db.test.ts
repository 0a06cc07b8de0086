import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { runPrisma } from "../prisma.ts";

/** The official commands, on a project of their own, must do on our engine what they do on the native one. */
describe.sequential("Prisma's migrate commands without a downloaded engine", {
  shuffle: false,
  timeout: 60_000,
}, () => {
  const project = mkdtempSync(join(tmpdir(), "refund-desk-migrate-"));
  const migrations = join(project, "migrations");
  const name = `migrate_${crypto.randomUUID().replaceAll("-", "")}`;
  const { serverUrl } = inject("templateDatabase");
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;

  const prisma = (...args: string[]) => runPrisma(args, { cwd: project, env: { DATABASE_URL: url.href } });
  const writeSchema = (models: string) => writeFileSync(join(project, "schema.prisma"), `${DATASOURCE}\n${models}\n`);
  const writeMigration = (folder: string, sql: string) => {
    mkdirSync(join(migrations, folder), { recursive: true });
    writeFileSync(join(migrations, folder, "migration.sql"), sql);
  };

  beforeAll(() => {
    writeFileSync(join(project, "prisma.config.ts"), CONFIG);
    writeSchema(CUSTOMER);
    writeMigration("00000000000000_extension", "CREATE EXTENSION IF NOT EXISTS pg_trgm;");
    writeFileSync(join(migrations, "migration_lock.toml"), 'provider = "postgresql"\n');
  });
  afterAll(async () => {
    await execute(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    rmSync(project, { recursive: true });
  });

  test("deploy makes a missing database and applies what is there", async () => {
    const { status, output } = await prisma("migrate", "deploy");

    expect(output).toContain("All migrations have been successfully applied");
    expect(status).toBe(0);
  });

  test("dev writes a migration from the schema, with a trigram index in it, and applies it", async () => {
    const { status, output } = await prisma("migrate", "dev", "--name", "customers");

    expect(output).toContain("Your database is now in sync with your schema");
    expect(status).toBe(0);
    const created = readdirSync(migrations).find((folder) => folder.endsWith("_customers"));
    expect(readFileSync(join(migrations, created ?? "", "migration.sql"), "utf8")).toContain("gin_trgm_ops");
  });

  test("a function and a trigger, full of semicolons, are applied whole", async () => {
    writeMigration("99990101000000_guard", GUARD);

    expect(await prisma("migrate", "deploy")).toMatchObject({ status: 0 });
    await expect(execute(url.href, `INSERT INTO "Customer" VALUES ('1', 'An', -1)`)).rejects.toThrow(
      "never; below zero",
    );
  });

  test("what only SQL can say is no drift, and what the schema says and SQL does not is", async () => {
    const against = ["--from-migrations", migrations, "--to-schema", "schema.prisma", "--exit-code"];
    expect(await prisma("migrate", "diff", ...against)).toMatchObject({ status: 0 });

    writeSchema(CUSTOMER.replace("total", "email String?\n  total"));
    const drifted = await prisma("migrate", "diff", ...against);

    expect(drifted.status).toBe(2);
    expect(drifted.output).toContain("Added column `email`");
    expect((await prisma("migrate", "diff", ...against, "--script")).output).toContain('ADD COLUMN     "email" TEXT');
  });

  test("a migration that fails is reported as failed, and status knows it", async () => {
    writeMigration("99990201000000_bad", "SELECT * FROM nowhere;");
    const failed = await prisma("migrate", "deploy");
    const status = await prisma("migrate", "status");
    rmSync(join(migrations, "99990201000000_bad"), { recursive: true });

    expect(failed.status).toBe(1);
    expect(failed.output).toContain("nowhere");
    expect(status.output).toContain("99990201000000_bad");
    expect(status.status).toBe(1);
  });

  test("reset empties the database and applies everything again", async () => {
    const { status } = await prisma("migrate", "reset", "--force");

    expect(status).toBe(0);
    expect(await execute(url.href, `SELECT * FROM "Customer"`)).toEqual([]);
    expect((await prisma("migrate", "status")).output).toContain("Database schema is up to date");
  });

  test("no shadow database is left behind", async () => {
    const rows = await execute(
      serverUrl,
      "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'",
    );

    expect(rows).toEqual([]);
  });

  test("a database that cannot be reached is an error, never a success", async () => {
    const unreachable = { cwd: project, env: { DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/nothing" } };
    const { status, output } = await runPrisma(["migrate", "deploy"], unreachable);

    expect(status).toBe(1);
    expect(output).toContain("P1001");
  });
});

const DATASOURCE = `datasource db {
  provider = "postgresql"
}`;

const CUSTOMER = `model Customer {
  id    String @id
  name  String
  total BigInt @default(0)

  @@index([name(ops: raw("gin_trgm_ops"))], type: Gin)
}`;

const CONFIG = `export default {
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  datasource: { url: process.env.DATABASE_URL },
};
`;

const GUARD = `
CREATE FUNCTION never_negative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.total < 0 THEN RAISE EXCEPTION 'never; below zero'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON "Customer" FOR EACH ROW EXECUTE FUNCTION never_negative();
CREATE UNIQUE INDEX only_paid ON "Customer" (name) WHERE total > 0;
CREATE INDEX by_lower_name ON "Customer" (lower(name));
ALTER TABLE "Customer" ADD CONSTRAINT small CHECK (total < 100);
`;

async function execute(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
