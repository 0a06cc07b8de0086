import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freezeSending, liftFreeze, readFreeze } from "#lib/services/installation/freeze-sending.ts";
import { keepProof } from "../proof/keep.ts";
import { takeBackup } from "../real/backup.ts";
import { type Chance, chanceOf } from "../real/chance.ts";
import { isAtWork } from "../real/chaos.ts";
import type { Process } from "../real/children.ts";
import { type House, openHouse } from "../real/house.ts";
import { patiently } from "../real/patience.ts";
import { calm, stock } from "../real/round.ts";
import { openShop, QUICK, type Shop, type Wish } from "../real/shop.ts";
import { behindPeople, judge, readTruth, type Verdict } from "../real/truth.ts";
import { buildWeb, generateClient, lockCheckout, root } from "../start/prepare.ts";

/**
 * Backups of a running database at random moments while refunds are sent; each is restored after the future went on
 * without it, frozen, lifted, and held against what the gateways did (docs/proof/restore-drill.md). Two houses at a
 * time, for most of a drill is waiting. `-- --write` keeps the figures in docs/proof.
 */
const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    points: { type: "string", default: "20" },
    minutes: { type: "string", default: "40" },
    seed: { type: "string", default: "drill" },
  },
});
const POINTS = Number(values.points);
const HOUSES = 2;
const REFUNDS = 30;
const WORKERS = 2;
/** Of the refunds that wait for a manager this many wait when the backup is taken, and are approved after it. */
const WAITING_PER_MILLE = 400;
/** A total counts as unchanged after this, instead of hours. */
const NEOX = { ...QUICK.neox, reviewAfterQrS: 4, reviewAfterCardS: 4 };

type Point = {
  readonly frozenBy: "itself" | "order" | "nothing was lost";
  readonly open: number;
  readonly sentInLostFuture: number;
  readonly adopted: number;
  /** Waited for a manager at the backup; refused to be rejected; sent in the lost future and now with two people. */
  readonly waiting: number;
  readonly keptTheirAmount: number;
  readonly withPeople: number;
  readonly strangers: number;
  readonly resumedMs: number;
};

const began = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s] ${line}`);
const points: Point[] = [];

await prepare();
const verdicts = await Promise.all(Array.from({ length: HOUSES }, (_, index) => drillHouse(index)));
const broken = verdicts.flatMap((verdict) => verdict.broken);
for (const line of broken) console.error(line);
const figures = figuresOf(verdicts);
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (values.write)
  keepProof({
    name: "restore-drill",
    title: "What a restored backup brings back is not paid again",
    command: "npm run test:deep -- restore-drill",
    figures,
  });
if (points.length < POINTS) console.error(`missing: ${POINTS - points.length} of ${POINTS} points`);
process.exit(broken.length === 0 && points.length === POINTS ? 0 : 1);

async function prepare(): Promise<void> {
  const lock = await lockCheckout(say);
  const signal = new AbortController().signal;
  await generateClient(signal);
  await buildWeb({ log: join(root, ".data", "deep", "build.log"), say, signal }).finally(lock.release);
}

/** Every house has its own merchant, and its share of the points. */
async function drillHouse(index: number): Promise<Verdict> {
  const chance = chanceOf(`${values.seed}-${index + 1}`);
  const house = await openHouse(chance);
  let isClean = false;
  try {
    house.gatewayProxy.heal();
    house.databaseProxy.heal();
    const shop = await openShop(house, { ...QUICK, neox: NEOX });
    await shop.plan(null, { settleAfterMs: 400, answerAfterMs: 60 });
    for (let each = index; each < POINTS && Date.now() - began < Number(values.minutes) * 60_000; each += HOUSES) {
      const point = await drill(house, shop, { chance, ordered: Math.floor(each / HOUSES) % 4 === 3 });
      points.push(point);
      say(`${points.length}: ${JSON.stringify(point)}`);
    }
    const verdict = await judge(house.services.prisma, shop);
    isClean = verdict.broken.length === 0;
    return verdict;
  } finally {
    if (!isClean) say(`what happened is left behind in ${house.folder}`);
    await house.close({ folder: !isClean });
  }
}

type Drilling = { readonly chance: Chance; readonly ordered: boolean };

async function drill(house: House, shop: Shop, { chance, ordered }: Drilling): Promise<Point> {
  const { prisma } = house.services;
  const wishes = await patiently(() => stock(shop, REFUNDS, chance));
  const before = chance.below(REFUNDS - 5) + 5;
  const machine = () => ({ DATA_DIR: join(house.folder, "machines", String(Date.now())) });
  const ours = machine();
  let workers = await startWorkers(house, ours);
  const waiting: string[] = [];
  const askBefore = async (wish: Wish): Promise<void> => {
    const { id, waits } = await shop.askOnly(wish);
    if (waits && chance.perMille(WAITING_PER_MILLE)) waiting.push(id);
    else if (waits) await shop.approve(id);
  };
  await Promise.all(wishes.slice(0, before).map(askBefore));
  await sleep(chance.below(800));

  const backup = join(house.folder, "backup");
  await takeBackup(house.databaseUrl, backup);
  const sentBefore = await arrivalsIn(shop);

  // The future that the restore takes away.
  const approved = waiting.filter(() => chance.perMille(700));
  await Promise.all([...approved.map(shop.approve), ...wishes.slice(before).map((wish) => shop.ask(wish))]);
  await sleep(chance.below(2_500));
  await endAll(workers);
  await house.restoreDatabase(backup);
  rmSync(backup, { recursive: true });

  const resumed = performance.now();
  // On a machine that remembers nothing somebody has to say it.
  if (ordered) await patiently(() => freezeSending(cli(house), "ordered"));
  const open = await patiently(() => prisma.refund.count({ where: { finalAt: null, state: { not: "needs_review" } } }));
  // All workers of the past are dead: nobody waits for their leases.
  await patiently(() => prisma.$executeRaw`UPDATE refund SET lease_until = now() WHERE lease_until > now()`);
  const sentBeforeFreeze = await arrivalsIn(shop);
  workers = await startWorkers(house, ordered ? machine() : ours);
  const frozen = await patiently(() => readFreeze(house.services));
  const kept = frozen ? await Promise.all(waiting.map((id) => patiently(() => shop.reject(id)))) : [];
  await onlyTheVerified(
    house,
    waiting.filter((_, index) => kept[index] === null),
  );
  await sleep(1_500);
  if (frozen && (await arrivalsIn(shop)) > sentBeforeFreeze) throw new Error("something was sent while frozen");

  await lift(house);
  await decideWhatWaits(house, shop);
  await calm(house, () => {});
  const { strangers, broken } = await judge(prisma, shop);
  if (broken.length > 0) throw new Error(broken.join("\n"));
  const adopted = await prisma.attempt.count({ where: { cause: "lost_in_restore" } });
  await endAll(workers);
  return {
    frozenBy: frozen ? (ordered ? "order" : "itself") : "nothing was lost",
    open,
    sentInLostFuture: sentBeforeFreeze - sentBefore,
    adopted,
    waiting: waiting.length,
    keptTheirAmount: kept.filter((code) => code !== null).length,
    withPeople: await prisma.refund.count({ where: { id: { in: waiting }, state: "needs_review" } }),
    strangers: strangers.length,
    resumedMs: Math.round(performance.now() - resumed),
  };
}

/** What was rejected all the same must have been verified by then. */
async function onlyTheVerified({ services: { prisma } }: House, rejected: readonly string[]): Promise<void> {
  const verified = await prisma.auditEvent.count({
    where: { refundId: { in: [...rejected] }, kind: "refund.verified" },
  });
  if (verified < rejected.length) throw new Error("what waited for a manager was rejected before it was verified");
}

/** As soon as every account has been compared with its gateway. */
async function lift(house: House): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const lifted = await patiently(() => liftFreeze(cli(house)));
    if (lifted.kind !== "not_compared") return;
    if (performance.now() > deadline) throw new Error(`not compared: ${JSON.stringify(lifted.accounts)}`);
    await sleep(200);
  }
}

/** The manager says yes to what has turned out never to have left. */
async function decideWhatWaits({ services: { prisma } }: House, shop: Shop): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    const behind = await behindPeople(prisma);
    const open = await prisma.refund.findMany({
      where: { state: "awaiting_approval", id: { notIn: [...behind] } },
      select: { id: true, verifySince: true },
    });
    if (open.length === 0) return;
    await Promise.all(open.filter(({ verifySince }) => verifySince === null).map(({ id }) => shop.approve(id)));
    await sleep(200);
  }
}

function cli({ services }: House) {
  return { ...services, operator: { kind: "cli", name: "restore drill" } } as const;
}

async function startWorkers(house: House, more: Readonly<Record<string, string>>): Promise<readonly Process[]> {
  const workers = Array.from({ length: WORKERS }, () => house.startWorker(more));
  for (const worker of workers) await isAtWork(house, worker);
  return workers;
}

async function endAll(workers: readonly Process[]): Promise<void> {
  for (const worker of workers) worker.signal("SIGKILL");
  await Promise.all(workers.map(({ ended }) => ended));
}

async function arrivalsIn(shop: Shop): Promise<number> {
  const { arrivals } = await readTruth(shop);
  return [...arrivals.values()].reduce((sum, count) => sum + count, 0);
}

function figuresOf(verdicts: readonly Verdict[]): Record<string, string | number> {
  const refunds = verdicts.flatMap((verdict) => verdict.refunds);
  const states = Object.entries(Object.groupBy(refunds, ({ state }) => state)).map(
    ([state, of]) => `${of?.length} ${state}`,
  );
  const by = (how: Point["frozenBy"]) => points.filter(({ frozenBy }) => frozenBy === how).length;
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  return {
    "restored backups": `${points.length} (seed ${values.seed}): ${by("itself")} frozen by the workers themselves, ${by("order")} by order, ${by("nothing was lost")} with nothing lost`,
    "refunds that were open in a restored database": sum(({ open }) => open),
    "requests that reached a gateway in the lost futures": sum(({ sentInLostFuture }) => sentInLostFuture),
    "sent while frozen": 0,
    "that waited for a manager at the backup": `${sum(({ waiting }) => waiting)}; ${sum(({ keptTheirAmount }) => keptTheirAmount)} times somebody tried to reject one before it was verified, and was refused`,
    "approved and sent in a lost future, found at the gateway, now with two people": sum(
      ({ withPeople }) => withPeople,
    ),
    "found at their gateway and written down as sent, in the last of these databases": refunds.filter(({ submits }) =>
      submits.includes("ambiguous lost_in_restore"),
    ).length,
    "refunds that the last databases know": `${refunds.length}: ${states.sort().join(", ")}`,
    "moved more than once, said otherwise than moved, left behind, or an invariant broken": broken.length,
    "paid for requests that only the lost futures knew (what step 3 of the restore looks for)": verdicts.flatMap(
      ({ strangers }) => strangers,
    ).length,
    "from the start of the restored database to rest, with a quiet time of 3 s": `median ${median(points.map(({ resumedMs }) => resumedMs))} s`,
    minutes: Math.round((Date.now() - began) / 60_000),
  };
}

function median(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  return ((sorted[Math.floor(sorted.length / 2)] ?? 0) / 1_000).toFixed(1);
}
