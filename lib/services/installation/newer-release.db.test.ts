import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const database = useTestDatabase();
let desk: NeoxDesk;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await database.prisma.policy.create({ data: { document: { default: { approvals: 0 } }, createdBy: "test" } });
});
afterAll(() => desk.close());

async function ask(): Promise<string> {
  const { paymentId } = await desk.paid();
  const wish = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Customer return" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  return requested.value.id;
}

it("C11 D19 a worker leaves alone what a newer release has put into a state that it does not know, and does the rest", async () => {
  const { prisma } = database;
  const newer = await ask();
  await prisma.$executeRawUnsafe("ALTER TYPE refund_state ADD VALUE 'parked'");
  await prisma.$executeRawUnsafe(
    "ALTER TABLE refund ADD COLUMN parked_until timestamptz, ADD COLUMN parked_why text DEFAULT 'newer'",
  );
  await prisma.$executeRawUnsafe("ALTER TABLE refund DISABLE TRIGGER USER");
  await prisma.$executeRawUnsafe("UPDATE refund SET state = 'parked'");
  await prisma.$executeRawUnsafe("ALTER TABLE refund ENABLE TRIGGER USER");
  const rowOf = () =>
    prisma.$queryRawUnsafe("SELECT fence, version, state::text, lease_owner FROM refund WHERE id = $1::uuid", newer);
  const before = await rowOf();
  await desk.startWorker();

  const known = await ask();

  await expect
    .poll(async () => (await prisma.refund.findUniqueOrThrow({ where: { id: known } })).state, { timeout: 12_000 })
    .toBe("succeeded");
  expect(await rowOf()).toEqual(before);
  expect((await desk.gateway.truth()).submissions).toHaveLength(1);
});
