import { afterAll, beforeAll, expect, it } from "vitest";
import { newId, newReference } from "#lib/domain/ids.ts";
import { readMetrics } from "#lib/services/installation/read-metrics.ts";
import { genuineMessage } from "#prisma/factories/forgeries.ts";
import { type ForgeryDesk, openForgeryDesk } from "#prisma/factories/forgery-desk.ts";
import { testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { countUnmatchedNotifications } from "./unmatched-notifications.ts";

const database = useTestDatabase();
let desk: ForgeryDesk;

beforeAll(async () => {
  desk = await openForgeryDesk(database, 0);
});
afterAll(() => desk.close());

const unmatched = async () =>
  /^refund_desk_unmatched_notifications (\d+)$/m.exec(await readMetrics(testServices(database.prisma)))?.[1];

it("G04 a signed message about a refund that nobody knows is acknowledged, kept, and changes nothing", async () => {
  const before = await desk.stateOfMoney();
  for (const target of desk.targets) {
    const told = { reference: newReference(), gatewayPaymentRef: "20261122-890000593-1", amountMinor: 1_000n };
    const answer = await desk.tell(target, { ...told, result: "succeeded", note: 101 });
    expect(answer.status, target.gateway).toBe(200);
    expect(
      (await desk.deliver(target.accountId, genuineMessage(target.hand, { ...told, result: "failed", note: 7 })))
        .status,
    ).toBe(200);
  }
  await desk.settle();

  expect(await desk.stateOfMoney()).toBe(before);
  const kept = await database.prisma.inboxMessage.findMany({
    where: { receivedAt: { gt: new Date(Date.now() - 3_600_000) } },
    select: { effect: true, verdict: true },
  });
  expect(kept).toEqual(kept.map(() => ({ effect: "unmatched", verdict: "verified" })));
  expect(kept).toHaveLength(6);
});

it("G04 what nobody knows after a day is an alert, and what came just now is none", async () => {
  expect(await unmatched()).toBe("0");
  const [target] = desk.targets;
  if (!target) throw new Error("no target");
  const message = { gatewayAccountId: target.accountId, gateway: target.gateway, raw: Buffer.from("{}") };
  const hours = (count: number) => new Date(Date.now() - count * 3_600_000);
  for (const [digest, receivedAt] of Object.entries({ young: hours(23), old: hours(25), ancient: hours(24 * 31) }))
    await database.prisma.inboxMessage.create({
      data: {
        ...message,
        id: newId(),
        digest,
        receivedAt,
        verdict: "verified",
        effect: "unmatched",
        doneAt: new Date(),
      },
    });

  expect(await unmatched()).toBe("1");
  expect(await countUnmatchedNotifications({ prisma: database.prisma })).toBe(1);
});
