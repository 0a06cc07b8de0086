import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPostgresStore } from "#lib/db/postgres-store.ts";
import type { Store } from "#lib/db/store.ts";
import { newId } from "#lib/domain/ids.ts";
import { PrismaClient } from "#prisma/generated/client.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { CUSTOMER } from "./memory/payments.ts";
import type { RecordedTransaction, Said } from "./memory/recorder.ts";
import { ZONE } from "./memory/usage.ts";
import { runWorld } from "./run-seed.ts";
import { drawSwarm } from "./swarm.ts";
import { World } from "./world.ts";

const database = useTestDatabase();
let prisma: PrismaClient;

/** PostgreSQL with a clock that stands where the test puts it: `now()` and its like are found in another schema. */
beforeAll(async () => {
  await database.prisma.$executeRaw`CREATE SCHEMA virtual`;
  await database.prisma.$executeRaw`CREATE TABLE virtual.clock (at timestamptz NOT NULL)`;
  await database.prisma.$executeRaw`INSERT INTO virtual.clock VALUES (pg_catalog.now())`;
  for (const name of ["now", "clock_timestamp", "statement_timestamp"])
    await database.prisma.$executeRawUnsafe(
      `CREATE FUNCTION virtual.${name}() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM virtual.clock'`,
    );
  const defaults = await database.prisma.$queryRaw<{ place: string }[]>`
    SELECT format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT virtual.now()', table_name, column_name) AS place
    FROM information_schema.columns WHERE table_schema = 'public' AND column_default ~ '^(now|statement_timestamp|clock_timestamp)\\(\\)'`;
  for (const { place } of defaults) await database.prisma.$executeRawUnsafe(place);
  const options = "-c search_path=virtual,public,pg_catalog";
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url, max: 2, options }) });
});
afterAll(() => prisma.$disconnect());

const PEACEFUL_STEPS = { delay: 0, freeze: 0, crash: 0, drop: 0 };

it("the store in memory and PostgreSQL answer every word of whole worlds alike", async () => {
  let compared = 0;
  for (const seed of ["stores 1", "stores 2"]) {
    const limits = { refunds: 4, gateways: ["neox", "easylink"], faultRate: 0.6 };
    const swarm = { ...drawSwarm(seed, limits), payments: 4, workers: 1, slots: 1, step: PEACEFUL_STEPS, deploys: 0 };
    const rules = { groups: true, dailyLimits: true, rotatesKeys: false };
    const world = new World({ ...swarm, ...rules, seed: `${seed} ${swarm.seed}` });
    world.database.recorded = [];
    await furnish(world);
    await runWorld(world);
    for (const recorded of world.database.recorded) {
      await meetCases(world, recorded);
      compared += await sayAgain(createPostgresStore(prisma), recorded);
    }
  }
  expect(compared).toBeGreaterThan(300);
}, 120_000);

/** The same merchant in PostgreSQL, before anything happens. */
async function furnish(world: World): Promise<void> {
  const { accounts, payments } = world.database.tables;
  await prisma.$executeRaw`TRUNCATE refund, payment, sales_order, gateway_account, user_account, api_key, policy, merchant_settings CASCADE`;
  await setClock(world.scheduler.now);
  for (const { id, role, name } of [world.staff, ...world.managers] as { id: string; role: "staff"; name: string }[])
    await prisma.user.create({
      data: { id, role, name, email: `${id}@example.test`, status: "active", passwordHash: "!" },
    });
  await prisma.apiKey.create({
    data: { id: idOf(world.apiKey), name: "Shop", keyHash: "-", lastFour: "0000", createdBy: "test" },
  });
  await prisma.policy.create({ data: { version: 1, document: world.database.policy as never, createdBy: "test" } });
  await prisma.merchantSettings.create({ data: { id: 1, name: "Simulated", zone: ZONE.name } });
  for (const { settings, ...account } of accounts.rows.values())
    await prisma.gatewayAccount.create({ data: { ...account, settings: settings as never } });
  const byOrder = new Map([...payments.rows.values()].map((payment) => [payment.orderId, payment]));
  for (const { orderId: id, currency, capturedMinor: amountMinor } of byOrder.values()) {
    const order = {
      id,
      orderId: id,
      currency,
      amountMinor,
      customerName: CUSTOMER,
      nameSearch: "a",
      placedAt: new Date(),
    };
    await prisma.order.create({ data: { ...order, customer: { create: { id: newId(), name: "A" } } } });
  }
  for (const payment of payments.rows.values()) await prisma.payment.create({ data: payment });
}

/** A case's id is made where nobody is told; people find it on their page, by what it is about. */
async function meetCases(world: World, { said }: RecordedTransaction): Promise<void> {
  const named = said.flatMap(({ given }) => given).flatMap((part) => (isRecord(part) ? Object.values(part) : [part]));
  for (const id of named) {
    const row = typeof id === "string" && !sameId.has(id) ? world.database.tables.cases.rows.get(id) : undefined;
    const { refundId, kind, openedAt } = row ?? {};
    const found = row && (await prisma.case.findFirst({ where: { refundId, kind, openedAt } }));
    if (row && found) sameId.set(row.id, found.id);
  }
}

/** Says what was said in memory to PostgreSQL, at the same moment, and compares every answer. */
async function sayAgain(store: Store, { at, said }: RecordedTransaction): Promise<number> {
  await setClock(at);
  const [first] = said;
  if (first?.path[0] === "claim") {
    compare(first, await store.claim(translated(first.given[0]) as never));
    return 1;
  }
  await store.transaction(async (tx) => {
    for (const word of said) compare(word, await speak(tx, word));
  });
  return said.length;
}

async function speak(tx: object, { path, given }: Said): Promise<unknown> {
  let part: unknown = tx;
  for (const name of path.slice(0, -1)) part = Reflect.get(part as object, name);
  const say = Reflect.get(part as object, path.at(-1) ?? "") as (...given: unknown[]) => Promise<unknown>;
  return say(...(translated(given) as unknown[]));
}

/** Ids that a store makes by itself differ: the first time they meet they become one. */
const sameId = new Map<string, string>();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Times of writing that no rule looks at, and numbers that a sequence gives. */
const NOT_COMPARED = new Set(["updatedAt"]);

function compare({ path, answer }: Said, other: unknown): void {
  pair(answer, other);
  expect(plain(other), path.join(".")).toEqual(plain(translated(answer)));
}

function pair(one: unknown, other: unknown): void {
  if (typeof one === "string" && typeof other === "string") {
    if (one !== other && UUID.test(one) && UUID.test(other) && !sameId.has(one)) sameId.set(one, other);
  } else if (isRecord(one) && isRecord(other)) for (const name of Object.keys(one)) pair(one[name], other[name]);
}

function translated(value: unknown): unknown {
  if (typeof value === "string") return sameId.get(value) ?? value;
  if (Array.isArray(value)) return value.map(translated);
  if (!isRecord(value) || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, translated(part)]));
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value ?? null;
  const kept = Object.entries(value).filter(
    ([name, part]) => !NOT_COMPARED.has(name) && !(name === "id" && typeof part === "bigint"),
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, plain(part)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

async function setClock(at: number): Promise<void> {
  await prisma.$executeRaw`UPDATE virtual.clock SET at = ${new Date(at)}`;
}

function idOf(operator: World["apiKey"]): string {
  return "id" in operator ? operator.id : "";
}
