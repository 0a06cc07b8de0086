import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
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

it("C14 while the attempt cannot be written nothing leaves, and with room again it is sent once", async () => {
  const { prisma } = database;
  // A sequence is not rolled back: it counts what was tried.
  await prisma.$executeRawUnsafe("CREATE SEQUENCE tried");
  await prisma.$executeRawUnsafe(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM nextval('tried'); RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$`);
  await prisma.$executeRawUnsafe(
    "CREATE TRIGGER no_room BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION no_room()",
  );
  await desk.startWorker();
  const { paymentId } = await desk.paid();
  const wish = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Customer return" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const refund = () => prisma.refund.findUniqueOrThrow({ where: { id: requested.value.id } });
  const submissions = async () => (await desk.gateway.truth()).submissions.length;

  const tried = async () =>
    (await prisma.$queryRaw<[{ is_called: boolean }]>`SELECT is_called FROM tried`)[0].is_called;
  await expect.poll(tried, { timeout: 10_000 }).toBe(true);
  expect(await submissions()).toBe(0);
  expect((await refund()).state).toBe("queued");

  await prisma.$executeRawUnsafe("DROP TRIGGER no_room ON attempt");
  await prisma.$executeRaw`UPDATE refund SET next_run_at = now(), lease_until = NULL`;
  await expect.poll(async () => (await refund()).state, { timeout: 12_000 }).toBe("succeeded");
  expect(await submissions()).toBe(1);
  expect((await checkInvariants(prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});
