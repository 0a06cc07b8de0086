import { setTimeout as sleep } from "node:timers/promises";
import { chanceOf } from "./chance.ts";
import { leasedTo } from "./chaos.ts";
import { openHouse } from "./house.ts";
import { GATEWAYS, openShop } from "./shop.ts";

const VICTIMS = 2;
const SURVIVORS = 1;
const REFUNDS = 36;
/** Of the six slots of a worker some are kept for accounts that have none. */
const HELD = 2;
/** Long enough for the workers to hold that many at once. */
const ANSWER_MS = 12_000;
const WITHIN_MS = 180_000;

export type Takeover = {
  /** Refunds that the dead held in the middle of a send. */
  readonly left: number;
  /** From the death to another worker taking over, of those that were. */
  readonly tookMs: readonly number[];
};

/** Workers die in the middle of their sends, and others live on undisturbed: how long until these take over? */
export async function measureTakeover(): Promise<Takeover> {
  const house = await openHouse(chanceOf("takeover"), "services");
  const { prisma } = house.services;
  house.gatewayProxy.heal();
  house.databaseProxy.heal();
  try {
    const shop = await openShop(house);
    // Nobody tells how a send ended: only who takes over can ask.
    const quiet = { settleAfterMs: 100, notifications: 0 } as const;
    await shop.plan(null, { ...quiet, answerAfterMs: ANSWER_MS });
    const victims = Array.from({ length: VICTIMS }, () => house.startWorker());
    for (let index = 0; index < SURVIVORS; index += 1) house.startWorker();
    for (let index = 0; index < REFUNDS; index += 1) {
      const [wish] = await shop.pay(GATEWAYS[index % GATEWAYS.length] ?? "neox", 1);
      if (wish) await shop.ask(wish);
    }
    const held = () => Promise.all(victims.map(({ pid }) => leasedTo(prisma, pid)));
    const deadline = performance.now() + WITHIN_MS;
    while ((await held()).some((ids) => ids.length < HELD) && performance.now() < deadline) await sleep(100);

    for (const victim of victims) victim.signal("SIGKILL");
    await Promise.all(victims.map(({ ended }) => ended));
    const died = Date.now();
    const left = (await held()).flat();
    await shop.plan(null, quiet);
    const tookOver = () =>
      prisma.auditEvent.findMany({
        where: { refundId: { in: left }, kind: "refund.state", data: { path: ["cause"], equals: "sender_died" } },
        select: { at: true },
      });
    while ((await tookOver()).length < left.length && performance.now() < deadline) await sleep(250);
    return { left: left.length, tookMs: (await tookOver()).map(({ at }) => at.getTime() - died).sort((a, b) => a - b) };
  } finally {
    await house.close();
  }
}
