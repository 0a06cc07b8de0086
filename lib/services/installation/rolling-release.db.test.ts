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
  await desk.gateway.plan({ default: { scenario: "accept", answerAfterMs: 80, settleAfterMs: 150 } });
});
afterAll(() => desk.close());

async function ask(): Promise<void> {
  const { paymentId } = await desk.paid();
  const wish = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Customer return" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
}

it("H03 while each worker makes way for that of the next release, every refund leaves once", async () => {
  const { prisma } = database;
  const sent = async () => (await desk.gateway.truth()).submissions;
  let old = await desk.startWorker();

  for (let release = 1; release <= 2; release += 1) {
    await Promise.all(Array.from({ length: 4 }, ask));
    await expect.poll(async () => (await sent()).length, { timeout: 30_000 }).toBeGreaterThan(5 * (release - 1));
    // Both work side by side from here until the old one has ended what it began.
    const next = await desk.startWorker();
    await Promise.all([old.stop(), ask()]);
    old = next;
  }

  const states = async () => [...new Set((await prisma.refund.findMany()).map(({ state }) => state))];
  await expect.poll(states, { timeout: 30_000 }).toEqual(["succeeded"]);
  const references = (await sent()).map(({ requestId }) => requestId);
  expect(references.sort()).toEqual((await prisma.refund.findMany()).map(({ reference }) => reference).sort());
  expect((await checkInvariants(prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
}, 90_000);
