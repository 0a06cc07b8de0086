import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { AppContext } from "#lib/services/context.ts";
import { sealAudit } from "#lib/services/proof/seal-audit.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createUser } from "#prisma/factories/create-user.ts";
import { migrate } from "../start/database.ts";
import type { Say } from "./figures.ts";

/** What the shop of the benchmark holds. Changed, it is filled anew. */
export const SHOP = { orders: 1_000_000, customers: 400_000 } as const;

const FILES = ["orders.sql", "refunds.sql"] as const;

type Shop = { readonly url: string; readonly folder: string; readonly services: AppContext; readonly say: Say };

/** Brings the database to this release and fills it, once: a later run finds it as it is. */
export async function seedShop({ url, folder, services, say }: Shop): Promise<void> {
  const marker = join(folder, "seeded");
  const wanted = digestOfSeed();
  const isSeeded = existsSync(marker) && readFileSync(marker, "utf8") === wanted;
  if (!isSeeded) {
    rmSync(marker, { force: true });
    await query(url, ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]);
  }
  await migrate(url);
  if (isSeeded) return;

  say(`Filling a shop of ${SHOP.orders.toLocaleString("en")} orders, once…`);
  await createPeople(services);
  const text = (file: string) => readFileSync(join(import.meta.dirname, "seed", file), "utf8");
  await query(url, [
    ...Object.entries(SHOP).map(([name, value]) => `SET bench.${name} = '${value}'`),
    ...FILES.map(text),
  ]);
  say("Sealing the audit…");
  while ((await sealAudit(services.prisma)) > 0);
  await query(url, ["VACUUM ANALYZE"]);
  writeFileSync(marker, wanted);
}

async function createPeople({ prisma, vault, ...rest }: AppContext): Promise<void> {
  await createUser(prisma, { role: "staff", name: "Trần Minh Quân", email: "staff@bench.test" });
  await createUser(prisma, { role: "manager", name: "Phạm Quốc Bảo", email: "manager@bench.test" });
  for (const shop of ["A", "B", "C"]) await createGatewayAccount({ prisma, vault }, { label: `Shop ${shop}` });
  // Small amounts leave at once, so that a refund can be watched on its way; all others wait for a person.
  const rules = [{ currency: "VND", upTo: "10000", approvals: 0 }];
  await setPolicy({ prisma, vault, ...rest }, { default: { approvals: 1 }, rules });
}

async function query(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function digestOfSeed(): string {
  const hash = createHash("sha256").update(JSON.stringify(SHOP));
  for (const file of FILES) hash.update(readFileSync(join(import.meta.dirname, "seed", file)));
  return hash.digest("hex");
}
