import { setTimeout as sleep } from "node:timers/promises";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type Deck, type Happened, unleash } from "./chaos.ts";
import type { ProxyFault } from "./fault-proxy.ts";
import { type FrontKind, type House, openHouse } from "./house.ts";
import { patiently } from "./patience.ts";
import { type GatewayName, openShop, type Shop, type Wish } from "./shop.ts";
import { behindPeople, judge, type Verdict } from "./truth.ts";

export type RoundOptions = {
  readonly seed: string;
  readonly refunds: number;
  readonly deck: Deck;
  readonly front?: FrontKind;
  readonly say?: (line: string) => void;
};

export type Round = {
  readonly seed: string;
  readonly verdict: Verdict;
  readonly happened: Happened;
  /** From the death of a sender to the moment in which another worker took over, with the lease as it is. */
  readonly takeoversMs: readonly number[];
  readonly proxied: Readonly<Record<"gateways" | "database", Readonly<Record<ProxyFault, number>>>>;
  readonly tookMs: number;
};

/** What gateways do besides paying, of three refunds in ten. */
const SCENARIOS: Choice[] = [
  { scenario: "drop_before" },
  { scenario: "drop_after_accepting", settleAfterMs: 300 },
  { scenario: "http_500" },
  { scenario: "http_500_after_accepting", settleAfterMs: 300 },
  { scenario: "html", settleAfterMs: 300 },
  { scenario: "truncated", settleAfterMs: 300 },
  { scenario: "forged_answer", settleAfterMs: 300 },
  { scenario: "no_notification", settleAfterMs: 300 },
  { scenario: "duplicate_notification", settleAfterMs: 100 },
  { scenario: "notify_before_answer" },
  { scenario: "accept_then_fail", settleAfterMs: 300 },
  { scenario: "pay_on_refusal", settleAfterMs: 200 },
  { scenario: "refuse" },
  // Longer than the quiet time.
  { scenario: "late", takeAfterMs: 5_000, settleAfterMs: 200 },
  { scenario: "slow", answerAfterMs: 2_500, settleAfterMs: 300 },
  { scenario: "wrong_amount_answer", settleAfterMs: 300 },
];
const USUAL: Choice = { settleAfterMs: 150, answerAfterMs: 20 };

/** Asks for so many refunds while workers and database die under them, lets all come to rest, and judges. */
export async function runRound(options: RoundOptions): Promise<Round> {
  const began = performance.now();
  const chance = chanceOf(options.seed);
  const say = options.say ?? (() => {});
  const house = await openHouse(chance, options.front);
  let isClean = false;
  try {
    const shop = await openShop(house);
    await shop.plan({ seed: options.seed, rate: 0.3, scenarios: SCENARIOS }, USUAL);
    const wishes = await stock(shop, options.refunds, chance);
    say("the house stands");
    const happened = await storm(house, shop, { wishes, deck: options.deck, chance });
    say(`the storm is over; ${happened.missed} workers met nobody`);
    await calm(house, say);
    const verdict = await judge(house.services.prisma, shop);
    isClean = verdict.broken.length + verdict.strangers.length === 0;
    const takeoversMs = await measureTakeovers(house, happened);
    const proxied = { gateways: house.gatewayProxy.counts, database: house.databaseProxy.counts };
    return { seed: options.seed, verdict, happened, takeoversMs, proxied, tookMs: performance.now() - began };
  } finally {
    if (!isClean) say(`what happened is left behind in ${house.folder}`);
    await house.close({ folder: !isClean });
  }
}

type Storm = { readonly wishes: readonly Wish[]; readonly deck: Deck; readonly chance: Chance };

async function storm(house: House, shop: Shop, { wishes, deck, chance }: Storm): Promise<Happened> {
  const chaos = unleash(house, deck, chance);
  try {
    await Promise.all([feed(house, shop, wishes, chaos.played), chaos.done]);
    return chaos.happened;
  } finally {
    chaos.stop();
  }
}

const PAID_AT_ONCE = 10;

/** Some payments are asked back in parts, which contend for the balance and for their turn. */
export async function stock(shop: Shop, refunds: number, chance: Chance): Promise<readonly Wish[]> {
  const payments: { readonly gateway: GatewayName; readonly parts: number }[] = [];
  for (let left = refunds; left > 0; left -= payments.at(-1)?.parts ?? left) {
    const gateway = chance.of(["neox", "neox", "easylink", "easylink", "payease"] as const);
    payments.push({ gateway, parts: Math.min(left, chance.perMille(150) ? 3 : 1) });
  }
  const wishes: Wish[] = [];
  while (payments.length > 0) {
    const paid = payments
      .splice(0, PAID_AT_ONCE)
      .map(({ gateway, parts }) => patiently(() => shop.pay(gateway, parts)));
    wishes.push(...(await Promise.all(paid)).flat());
  }
  return wishes;
}

/** There is always work while somebody is still to die, and not so much that it could not be done. */
async function feed(house: House, shop: Shop, wishes: readonly Wish[], played: () => number): Promise<void> {
  const { prisma } = house.services;
  const left = [...wishes];
  while (left.length > 0) {
    const [open, behind] = await patiently(() =>
      Promise.all([prisma.refund.count({ where: { state: { in: ["queued", "submitting"] } } }), behindPeople(prisma)]),
    );
    const due = Math.ceil(wishes.length * played()) + 30 - (wishes.length - left.length);
    const now = Math.max(0, Math.min(due, 40 - (open - behind.length), left.length));
    await Promise.all(left.splice(0, now).map((wish) => shop.ask(wish)));
    await sleep(100);
  }
}

const AT_REST_WITHIN_MS = 240_000;
const SAID_EVERY_MS = 15_000;

/** No more faults on the way: now everything must come to rest by itself. */
export async function calm(house: House, say: (line: string) => void): Promise<void> {
  house.gatewayProxy.heal();
  house.databaseProxy.heal();
  const { prisma } = house.services;
  const deadline = performance.now() + AT_REST_WITHIN_MS;
  let said = performance.now();
  while (performance.now() < deadline) {
    const open = await patiently(() =>
      prisma.refund.findMany({
        where: { state: { notIn: ["succeeded", "failed", "needs_review", "rejected", "expired", "cancelled"] } },
        select: { id: true, state: true, gateway: true },
      }),
    );
    const waiting = new Set(await patiently(() => behindPeople(prisma)));
    const inbox = await patiently(() => prisma.inboxMessage.count({ where: { doneAt: null } }));
    const moving = open.filter(({ id }) => !waiting.has(id));
    if (moving.length === 0 && inbox === 0) return;
    if (performance.now() > said + SAID_EVERY_MS) {
      said = performance.now();
      say(`${moving.length} on their way, ${inbox} notifications wait`);
    }
    await sleep(1_000);
  }
}

/** From the last death that left a refund behind: who takes over may die of it too, and then its own lease has to end. */
async function measureTakeovers({ services: { prisma } }: House, { deaths }: Happened): Promise<readonly number[]> {
  const left = [...new Set(deaths.flatMap((death) => death.left))];
  const events = await prisma.auditEvent.findMany({
    where: { refundId: { in: left }, kind: "refund.state", data: { path: ["cause"], equals: "sender_died" } },
    select: { refundId: true, at: true },
  });
  return events.flatMap(({ refundId, at }) => {
    const last = deaths.findLast((death) => death.at < at && death.left.includes(refundId ?? ""));
    return last ? [at.getTime() - last.at.getTime()] : [];
  });
}
