import { noteWhatHappened } from "./must-happen.ts";
import { letPeopleWork } from "./people.ts";
import { letReviewersWork } from "./reviewers.ts";
import { drawSwarm, type SwarmLimits } from "./swarm.ts";
import { checkLiveness, checkTruth, type Violation } from "./truth-check.ts";
import { livingIn } from "./virtual-time.ts";
import { World } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Longer than anything is asked about. */
const LAST_DAY = 45 * DAY;
/** After this long in peace nothing that left in trouble is still on its way. */
const PEACE = 4 * HOUR;

export type SeedResult = {
  readonly seed: string;
  readonly refunds: number;
  readonly states: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  readonly coverage: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly events: number;
  readonly traceHash: string;
  readonly log: readonly string[];
};

/** One seed, drawn, run and judged. */
export async function runSeed(
  seed: string,
  { limits, keepsLog = false }: { readonly limits?: SwarmLimits; readonly keepsLog?: boolean } = {},
): Promise<SeedResult> {
  return resultOf(await runWorld(new World(drawSwarm(seed, limits), { keepsLog })));
}

/** Runs a world from its first request until everything in it has an end. */
export async function runWorld(world: World): Promise<World> {
  const { scheduler, swarm } = world;
  await livingIn(
    {
      believedNow: () => scheduler.now + (scheduler.running?.skewMs ?? 0),
      after: (ms, run) => scheduler.after(ms, null, run),
      chance: world.random.fork("identifiers").next,
      fetch: world.postOffice.fetch as typeof fetch,
    },
    async () => {
      letPeopleWork(world);
      letReviewersWork(world);
      for (let worker = 0; worker < swarm.workers; worker += 1) world.startWorker();
      sometimes(world, swarm.deploys, () => world.deploy());
      sometimes(world, swarm.forgeries, () => world.forgeSomething());
      sometimes(world, swarm.contradictions, () => world.contradictSomething());
      sometimes(world, swarm.rotatesKeys ? 1 : 0, () => world.rotateKeys());
      await scheduler.run(() => isOver(world), scheduler.now + LAST_DAY);
    },
  );
  return world;
}

function sometimes({ scheduler, random, swarm }: World, times: number, work: () => void): void {
  for (let time = 0; time < times; time += 1) scheduler.after(random.next() * swarm.troubleForMs, null, work);
}

function resultOf(world: World): SeedResult {
  const { scheduler } = world;
  const states: Record<string, number> = {};
  for (const { state } of world.database.tables.refunds.rows.values()) states[state] = (states[state] ?? 0) + 1;
  noteWhatHappened(world);
  return {
    seed: world.swarm.seed,
    refunds: world.database.tables.refunds.rows.size,
    states,
    violations: [...checkTruth(world), ...checkLiveness(world)],
    coverage: world.coverage.counts,
    errors: Object.fromEntries(world.errors),
    events: scheduler.events,
    traceHash: scheduler.traceHash,
    log: scheduler.log,
  };
}

/** Peace for long enough, every refund at its end, nothing on the wire, nothing open at a gateway, nobody asked. */
function isOver(world: World): boolean {
  const { swarm, scheduler, database } = world;
  if (scheduler.events % 16 !== 0) return false;
  if (world.sinceMs < Math.max(swarm.troubleForMs, swarm.asksForMs) + PEACE || world.network.onTheWay > 0) return false;
  if (database.tables.refunds.living.size > 0) return false;
  for (const refund of database.tables.refunds.rows.values()) {
    if (world.gatewayOf(refund.gateway).isOpen(refund.reference)) return false;
  }
  return database.waitingMessages().length === 0;
}
