import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Chance } from "./chance.ts";
import type { Process } from "./children.ts";
import { CRASH_POINTS, type CrashPoint } from "./crash-points.ts";
import type { House } from "./house.ts";
import { patiently } from "./patience.ts";

/** What happens to one worker in the end. */
type Fate =
  | { readonly kind: "crash"; readonly at: CrashPoint; readonly skip: number }
  | { readonly kind: "kill" | "terminate"; readonly afterMs: number }
  | { readonly kind: "freeze"; readonly afterMs: number; readonly forMs: number }
  | { readonly kind: "freeze_at"; readonly at: CrashPoint; readonly skip: number; readonly forMs: number };

export type Deck = {
  readonly crashesPerPoint: number;
  readonly kills: number;
  readonly freezes: number;
  /** At each of the two points between which a send is on its way. */
  readonly freezesPerPoint: number;
  readonly terminations: number;
  readonly databaseRestarts: number;
  /** Sessions of workers that the database ends. */
  readonly cutSessions: number;
  /** Leases of living senders that end early. */
  readonly lostLeases: number;
  /** Of a hundred of the first dead: whose leases run their whole minute. The others' end at once, to save the time. */
  readonly fullLeasesPercent: number;
};

export type Death = {
  readonly how: "crash" | "kill";
  readonly at: Date;
  readonly pid: number;
  readonly point?: CrashPoint;
  /** The refund or reference that the worker had in hand at a crash point. */
  readonly refund?: string;
  /** What it was sending when it died with its whole lease before it: the next worker has to wait for that. */
  readonly left: readonly string[];
};

export type Happened = {
  readonly deaths: readonly Death[];
  readonly freezes: readonly { readonly point?: string; readonly refund?: string; readonly forMs: number }[];
  readonly stops: readonly { readonly code: number | null; readonly tookMs: number }[];
  readonly databaseRestarts: number;
  readonly cutSessions: number;
  readonly lostLeases: number;
  /** Workers who waited for their crash point in vain; most of these cards were played once more. */
  readonly missed: number;
};

type Tally = { -readonly [Key in keyof Happened]: Happened[Key] extends readonly (infer Item)[] ? Item[] : number };

const WORKERS = 3;
const AT_WORK_WITHIN_MS = 30_000;
/** A crash point that nobody came to by then: the worker is killed where it is. */
const STRIKES_WITHIN_MS = 10_000;
/** Later in the deck nobody leaves a whole lease behind, so that nobody has to wait for it in the end. */
const FULL_LEASES_UNTIL = 0.6;
const FREEZE_POINTS = ["attempt_committed", "half_sent"] as const;

export type Chaos = {
  readonly happened: Happened;
  /** How much of the deck is played, from 0 to 1. */
  readonly played: () => number;
  /** Settles when the deck is played; the workers of the end go on. */
  readonly done: Promise<void>;
  readonly stop: () => void;
};

/** Keeps three workers at work and lets each end as the deck says; disturbs the database meanwhile. */
export function unleash(house: House, deck: Deck, chance: Chance): Chaos {
  const tally: Tally = {
    ...{ deaths: [], freezes: [], stops: [] },
    ...{ databaseRestarts: 0, cutSessions: 0, lostLeases: 0, missed: 0 },
  };
  const fates = shuffled(fatesOf(deck, chance), chance);
  // The first one ends in order, and leaves its compiled code behind for all who will not.
  const orderly = fates.findIndex(({ kind }) => kind === "terminate");
  if (orderly >= 0) fates.push(...fates.splice(orderly, 1));
  const total = fates.length;
  const played = () => 1 - fates.length / total;
  let again = total;
  const log = join(house.folder, "crashes.log");
  const stop = new AbortController();
  const lanes = Array.from({ length: WORKERS }, async (_, lane) => {
    // One clock is right; the others are hours wrong, as nobody may notice (H01).
    const clock = { CLOCK_SHIFT_MS: String((lane - 1) * 6 * 3_600_000) };
    for (let fate = fates.pop(); fate && !stop.signal.aborted; fate = fates.pop()) {
      const fullLease = chance.below(100) < deck.fullLeasesPercent && played() < FULL_LEASES_UNTIL;
      const struck = await live(house, { fate, log, clock, tally, fullLease });
      if (struck) continue;
      // Nobody came to that point in time; the card goes back, and not for ever.
      tally.missed += 1;
      if (again-- > 0) fates.unshift(fate);
    }
    if (!stop.signal.aborted) house.startWorker(clock);
  });
  const disturbed = disturb(house, deck, { tally, played, signal: stop.signal });
  return {
    happened: tally,
    played,
    done: Promise.all([...lanes, disturbed]).then(() => {}),
    stop: () => stop.abort(),
  };
}

function fatesOf(deck: Deck, chance: Chance): Fate[] {
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const afterMs = () => 100 + chance.below(1_500);
  const forMs = () => (chance.perMille(300) ? 4_500 : 2_500) + chance.below(1_500);
  return [
    ...CRASH_POINTS.flatMap((at) =>
      times(deck.crashesPerPoint, (): Fate => ({ kind: "crash", at, skip: chance.below(4) })),
    ),
    ...times(deck.kills, (): Fate => ({ kind: "kill", afterMs: afterMs() })),
    ...times(deck.terminations, (): Fate => ({ kind: "terminate", afterMs: afterMs() })),
    ...times(deck.freezes, (): Fate => ({ kind: "freeze", afterMs: afterMs(), forMs: forMs() })),
    ...FREEZE_POINTS.flatMap((at) =>
      times(deck.freezesPerPoint, (): Fate => ({ kind: "freeze_at", at, skip: chance.below(4), forMs: forMs() })),
    ),
  ];
}

type Life = {
  readonly fate: Fate;
  readonly log: string;
  readonly clock: Readonly<Record<string, string>>;
  readonly tally: Tally;
  readonly fullLease: boolean;
};

/** One worker, from its start to its end. False when its fate did not come. */
async function live(house: House, life: Life): Promise<boolean> {
  const { fate, tally, clock, log } = life;
  const armed: Readonly<Record<string, string>> =
    "at" in fate ? { CRASH_AT: fate.at, CRASH_SKIP: String(fate.skip), CRASH_LOG: log } : {};
  const CRASH_WITH = fate.kind === "freeze_at" ? "SIGSTOP" : "SIGKILL";
  const worker = house.startWorker({ ...clock, ...armed, CRASH_WITH });
  let struckAt = true;
  switch (fate.kind) {
    case "crash":
      await isAtWork(house, worker);
      await Promise.race([worker.ended, sleep(STRIKES_WITHIN_MS)]);
      return die(house, life, worker);
    case "kill":
      await isAtWork(house, worker);
      await Promise.race([worker.ended, sleep(fate.afterMs)]);
      return die(house, life, worker);
    case "terminate": {
      const wasAtWork = await isAtWork(house, worker);
      await sleep(fate.afterMs);
      const asked = performance.now();
      const isTold = worker.signal("SIGTERM");
      const { code } = await worker.ended;
      // One whose database was away when it started was never told to stop; one that was at work had no reason to end.
      if (isTold || wasAtWork) tally.stops.push({ code, tookMs: performance.now() - asked });
      else struckAt = false;
      await endLeases(house.services.prisma, worker.pid);
      return struckAt;
    }
    case "freeze": {
      await isAtWork(house, worker);
      await sleep(fate.afterMs);
      struckAt = worker.signal("SIGSTOP");
      await thaw(house, worker, fate.forMs);
      if (struckAt) tally.freezes.push({ forMs: fate.forMs });
      break;
    }
    case "freeze_at": {
      await isAtWork(house, worker);
      const struck = await strikes(log, worker);
      struckAt = struck !== undefined;
      if (!struck) break;
      await thaw(house, worker, fate.forMs);
      tally.freezes.push({ ...struck, forMs: fate.forMs });
      break;
    }
  }
  // A thawed worker works on for a moment before it makes room for the next.
  await sleep(1_000);
  worker.signal("SIGTERM");
  await worker.ended;
  await endLeases(house.services.prisma, worker.pid);
  return struckAt;
}

/** Whether it has beaten once. */
export async function isAtWork({ services: { prisma } }: House, worker: Process): Promise<boolean> {
  const deadline = performance.now() + AT_WORK_WITHIN_MS;
  while (performance.now() < deadline && !worker.hasEnded()) {
    const beats = await patiently(() =>
      prisma.workerHeartbeat.count({ where: { worker: { startsWith: `${worker.pid}-` } } }),
    );
    if (beats > 0) return true;
    await sleep(50);
  }
  return false;
}

/** Frozen for so long that its lease is gone when it goes on. */
async function thaw(house: House, worker: Process, forMs: number): Promise<void> {
  await sleep(forMs / 2);
  await endLeases(house.services.prisma, worker.pid);
  await sleep(forMs / 2);
  worker.signal("SIGCONT");
}

async function die(house: House, { fate, log, tally, fullLease }: Life, worker: Process): Promise<boolean> {
  worker.signal("SIGKILL");
  const { signal } = await worker.ended;
  // Its database was away when it started, so it ended by itself.
  if (signal !== "SIGKILL") return false;
  const struck = "at" in fate ? strikeOf(log, worker.pid) : undefined;
  const at = new Date();
  const { prisma } = house.services;
  const left = fullLease ? await leasedTo(prisma, worker.pid) : [];
  if (!fullLease) await endLeases(prisma, worker.pid);
  tally.deaths.push({ how: struck ? "crash" : "kill", at, pid: worker.pid, left, ...struck });
  return struck !== undefined || fate.kind === "kill";
}

type Strike = { readonly point: CrashPoint; readonly refund?: string };

function strikeOf(log: string, pid: number): Strike | undefined {
  if (!existsSync(log)) return undefined;
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  const found = lines.map((line) => JSON.parse(line) as Strike & { pid: number }).findLast((line) => line.pid === pid);
  return found && { point: found.point, refund: found.refund };
}

async function strikes(log: string, worker: Process): Promise<Strike | undefined> {
  const deadline = performance.now() + STRIKES_WITHIN_MS;
  while (performance.now() < deadline && !worker.hasEnded()) {
    const strike = strikeOf(log, worker.pid);
    if (strike) return strike;
    await sleep(50);
  }
  return undefined;
}

export async function leasedTo(prisma: PrismaClient, pid: number): Promise<readonly string[]> {
  const rows = await patiently(() =>
    prisma.refund.findMany({
      where: { leaseOwner: { startsWith: `${pid}-` }, state: "submitting" },
      select: { id: true },
    }),
  );
  return rows.map(({ id }) => id);
}

/** Ends the leases of one worker at once instead of after a minute. */
async function endLeases(prisma: PrismaClient, pid: number): Promise<void> {
  await patiently(
    () => prisma.$executeRaw`
    UPDATE refund SET lease_until = now() WHERE lease_owner LIKE ${`${pid}-%`} AND lease_until > now()`,
  );
}

type Disturbing = { readonly tally: Tally; readonly played: () => number; readonly signal: AbortSignal };

/** Spread over the time that the deck takes: restarts, sessions cut in the middle, leases lost while sending. */
async function disturb(house: House, deck: Deck, { tally, played, signal }: Disturbing): Promise<void> {
  const { prisma } = house.services;
  const due = (count: number, done: number) => done < count && played() >= (done + 0.5) / count;
  while (!signal.aborted) {
    const left =
      deck.databaseRestarts -
      tally.databaseRestarts +
      (deck.cutSessions - tally.cutSessions) +
      (deck.lostLeases - tally.lostLeases);
    if (left <= 0 || (played() >= 1 && tally.databaseRestarts >= deck.databaseRestarts)) return;
    if (due(deck.databaseRestarts, tally.databaseRestarts)) {
      await house.restartDatabase();
      tally.databaseRestarts += 1;
    }
    if (due(deck.cutSessions, tally.cutSessions)) {
      const cut = await patiently(
        () => prisma.$queryRaw<unknown[]>`
        SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
          WHERE application_name LIKE 'refund-desk worker%' OR application_name LIKE 'refund-desk send lock%' ORDER BY random() LIMIT 4) few`,
      );
      if (cut.length > 0) tally.cutSessions += 1;
    }
    if (due(deck.lostLeases, tally.lostLeases)) {
      const lost = await patiently(
        () => prisma.$executeRaw`
        UPDATE refund SET lease_until = now() WHERE id IN (SELECT id FROM refund WHERE state = 'submitting' AND lease_until > now() LIMIT 2)`,
      );
      if (lost > 0) tally.lostLeases += 1;
    }
    await sleep(40);
  }
}

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const left = [...items];
  return items.map(() => left.splice(chance.below(left.length), 1)[0] as T);
}
