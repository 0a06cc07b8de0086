import { beforeEach, expect, it } from "vitest";
import { createPrisma } from "#lib/db/prisma.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { takeQueryToken } from "./take-query-token.ts";

const database = useTestDatabase();
let gatewayAccountId: string;

beforeEach(async () => {
  gatewayAccountId = await createGatewayAccount(testServices(database.prisma));
});

const ask = (perMinute: number | undefined, prisma = database.prisma) =>
  takeQueryToken(testServices(prisma), { gatewayAccountId, perMinute });

/** As if this much time had passed. */
const passed = (seconds: number) => database.prisma.$executeRaw`
  UPDATE gateway_call_bucket SET filled_at = filled_at - ${seconds}::float8 * interval '1 second',
    line_ends_at = line_ends_at - ${seconds}::float8 * interval '1 second'`;

it("D15 a crowd in several processes asks the gateway no more often than its limit, in any minute", async () => {
  const workers = [
    database.prisma,
    createPrisma(database.url, { poolSize: 4 }),
    createPrisma(database.url, { poolSize: 4 }),
  ];
  const startedAt = performance.now();
  let skippedS = 0;
  const minuteIsOver = () => skippedS + (performance.now() - startedAt) / 1_000 > 58;
  let asked = 0;
  const crowd = async (size: number) => {
    const waits = await Promise.all(
      Array.from({ length: size }, (_, each) => ask(150, workers[each % workers.length])),
    );
    asked += waits.filter((waitMs) => waitMs === 0).length;
  };

  await crowd(300);
  const first = asked;
  for (; !minuteIsOver(); skippedS += 2) {
    await passed(2);
    await crowd(10);
  }
  await Promise.all(workers.slice(1).map((prisma) => prisma.$disconnect()));

  expect(first).toBeGreaterThanOrEqual(15);
  expect(first).toBeLessThan(100);
  expect(asked).toBeGreaterThan(125);
  expect(asked).toBeLessThanOrEqual(150);
});

it("D15 who is turned away comes back one behind the other", async () => {
  const waits = await Promise.all(Array.from({ length: 40 }, () => ask(60)));

  const places = waits.filter((waitMs) => waitMs > 0).sort((one, other) => one - other);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  expect(places.length).toBeGreaterThanOrEqual(30);
  expect(Math.min(...gaps)).toBeGreaterThan(500);
  await passed((places.at(-1) ?? 0) / 1_000);
  expect(await ask(60)).toBe(0);
});

it("a gateway without a limit, and another account, are asked at once", async () => {
  await Promise.all(Array.from({ length: 20 }, () => ask(1)));
  const other = await createGatewayAccount(testServices(database.prisma));

  expect(await ask(undefined)).toBe(0);
  expect(await takeQueryToken(testServices(database.prisma), { gatewayAccountId: other, perMinute: 1 })).toBe(0);
});
