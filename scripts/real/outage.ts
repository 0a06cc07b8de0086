import { setTimeout as sleep } from "node:timers/promises";
import { chanceOf } from "./chance.ts";
import { openHouse } from "./house.ts";
import { GATEWAYS, openShop } from "./shop.ts";

export type Outage = {
  readonly outageS: number;
  /** Refunds whose answers were lost before the gateways fell silent, and that the gateways have on record. */
  readonly unknown: number;
  /** From the gateways' return to the proof, of those that came to one. */
  readonly resolvedMs: readonly number[];
};

const WITHIN_MS = 660_000;

/**
 * Answers are lost, then the gateways (easylink, PayEase) stay silent for a while. How long after they are back is each
 * refund resolved that they have on record? With production's own ladder: nothing is scaled.
 */
export async function measureOutage({
  refunds,
  outageS,
}: {
  readonly refunds: number;
  readonly outageS: number;
}): Promise<Outage> {
  const house = await openHouse(chanceOf("outage"));
  const { prisma } = house.services;
  house.gatewayProxy.heal();
  house.databaseProxy.heal();
  try {
    const shop = await openShop(house, {});
    const lost = { scenario: "drop_after_accepting", settleAfterMs: 500, notifications: 0 } as const;
    const silent = [{ answer: "drop", times: 100_000 }] as const;
    await Promise.all(GATEWAYS.map((name) => shop.controls[name].plan({ default: lost, queries: [...silent] })));
    house.startWorker();
    house.startWorker();
    for (let index = 0; index < refunds; index += 1) {
      const [wish] = await shop.pay(index % 2 === 0 ? "easylink" : "payease", 1);
      if (wish) await shop.ask(wish);
    }
    await sleep(outageS * 1_000);
    const unknown = await prisma.refund.findMany({ where: { state: "unknown" }, select: { id: true } });
    const asked = { id: { in: unknown.map(({ id }) => id) } };
    await Promise.all(GATEWAYS.map((name) => shop.controls[name].plan({ default: lost })));
    const back = Date.now();
    const deadline = performance.now() + WITHIN_MS;
    while (performance.now() < deadline && (await prisma.refund.count({ where: { ...asked, finalAt: null } })) > 0)
      await sleep(500);
    const final = await prisma.refund.findMany({
      where: { ...asked, finalAt: { not: null } },
      select: { finalAt: true },
    });
    return {
      outageS,
      unknown: unknown.length,
      resolvedMs: final.flatMap(({ finalAt }) => (finalAt ? [finalAt.getTime() - back] : [])).sort((a, b) => a - b),
    };
  } finally {
    await house.close();
  }
}
