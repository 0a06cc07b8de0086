import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import type { StepFault } from "./process.ts";
import { runWorld } from "./run-seed.ts";
import { drawSwarm, goodTrip } from "./swarm.ts";
import { checkLiveness, checkTruth, type Violation } from "./truth-check.ts";
import { World } from "./world.ts";

const MINUTE = 60_000;

/** One refund, alone in its world, and what strikes its worker where: counted in steps from its claim. */
export type Schedule = {
  readonly gateway: string;
  readonly behaviour: string;
  readonly timing: string;
  /** Every statement is a step, or only every point at which something ends or begins. */
  readonly everyStatement: boolean;
  readonly strikes: readonly { readonly step: number; readonly fault: string }[];
};

export const STRIKES: Readonly<Record<string, StepFault>> = {
  crash: { kind: "crash", noticedAfterMs: 0 },
  "freeze short": { kind: "freeze", ms: 5_000 },
  "freeze beyond the quiet time": { kind: "freeze", ms: 20 * MINUTE },
  "connection drop": { kind: "drop", noticedAfterMs: 0 },
};

/** What the gateway does with the request. */
const BEHAVIOURS: Readonly<Record<string, Readonly<Record<string, Choice>>>> = {
  neox: {
    accept: {},
    fail: { result: "failure" },
    refuse: { take: "refuse", code: 33 },
    "refuse unclearly": { take: "refuse", code: 1 },
    "pay on refusal": { code: 33 },
    "lose the request": { take: "ignore", answer: "drop" },
    "lose the answer": { answer: "drop" },
    "say 500 and pay": { answer: "http_500" },
    "never answer": { answer: "hang" },
    "land late": { answer: "drop", takeAfterMs: 10 * MINUTE },
    "answer slowly": { answerAfterMs: 30_000 },
  },
  easylink: {
    accept: {},
    fail: { result: "failure" },
    refuse: { take: "refuse", text: "验签失败" },
    "refuse unclearly": { take: "refuse", text: "系统异常" },
    "pay on refusal": { code: 9999 },
    "lose the request": { take: "ignore", answer: "drop" },
    "lose the answer": { answer: "drop" },
    "forge the answer": { answerSays: "forged" },
    "say 500 and pay": { answer: "http_500" },
    "land late": { answer: "drop", takeAfterMs: 30 * MINUTE },
    "never tell": { channel: "silent" },
  },
  payease: {
    accept: {},
    fail: { result: "failure" },
    refuse: { take: "refuse", code: "EH0100053" },
    "lose the request": { take: "ignore", answer: "drop" },
    "lose the answer": { answer: "drop" },
    "forge the answer": { answerSays: "forged" },
    "land late": { answer: "drop", takeAfterMs: 30 * MINUTE },
  },
};

/** When the result is known and told. */
const TIMINGS: Readonly<Record<string, Choice>> = {
  "before the answer": { notifyBeforeAnswer: true, settleAfterMs: 0 },
  soon: { settleAfterMs: 3_000 },
  late: { settleAfterMs: 13 * MINUTE },
  never: { settleAfterMs: 3_000, notifications: 0 },
};

/** In its world the one request fits the one payment. */
const SEED = "alone";

/** Where a stop means something else than one statement earlier: the ends of transactions, locks and the wire. */
const POINT = /\.(begin|commit|committed|try|release|connect|connected|sent|answered)$|^secrets$/;

export type Verdict = {
  readonly schedule: Schedule;
  readonly violations: readonly Violation[];
  readonly stepsOfSend: number;
};

/** Runs one schedule to its end. */
export async function runSchedule(schedule: Schedule): Promise<Verdict> {
  const { gateway, behaviour, timing, strikes } = schedule;
  const swarm = { ...drawSwarm(SEED), ...ALONE, gateways: [gateway] };
  let steps = 0;
  let stepsOfSend: number | undefined;
  const world: World = new World(swarm, {
    trouble: {
      atStep: (process, label) => {
        if (!process.name.startsWith("worker") || world.database.tables.refunds.rows.size === 0) return null;
        if (!schedule.everyStatement && !POINT.test(label)) return null;
        steps += 1;
        if (label === "lock.release") stepsOfSend ??= steps;
        const strike = strikes.find(({ step }) => step === steps);
        return strike ? (STRIKES[strike.fault] ?? null) : null;
      },
      behaviour: () => ({ ...TIMINGS[timing], ...BEHAVIOURS[gateway]?.[behaviour] }),
      trip: (random) => goodTrip(random),
    },
  });
  await runWorld(world);
  const violations = [...checkTruth(world), ...checkLiveness(world)];
  return { schedule, violations, stepsOfSend: stepsOfSend ?? 0 };
}

/** One person asks for one refund that needs nobody's approval; two workers; peace but for what is aimed. */
export const ALONE = {
  refunds: 1,
  payments: 1,
  workers: 2,
  slots: 1,
  approvals: 0,
  asksForMs: 1,
  troubleForMs: 1,
  faultRate: 0,
  step: { delay: 0, freeze: 0, crash: 0, drop: 0 },
  lostNotifications: 0,
  clocksDiffer: false,
  deploys: 0,
  portalRefunds: 0,
  portalRefundsPossible: false,
  countsPending: false,
  paysKnownNumbersAgain: true,
  forgeries: 0,
  outages: 0,
  contradictions: 0,
  rotatesKeys: false,
  groups: false,
  dailyLimits: false,
} as const;

/** How many steps there are from the claim of a refund until its sender lets go of it. */
async function stepsOf(gateway: string, everyStatement: boolean): Promise<number> {
  const quiet = { gateway, behaviour: "accept", timing: "before the answer", everyStatement, strikes: [] };
  return (await runSchedule(quiet)).stepsOfSend;
}

/** {every step} x {every strike} x {what the gateway does} x {when it tells}. */
export async function singleSchedules(gateway: string, everyStatement: boolean): Promise<Schedule[]> {
  const steps = await stepsOf(gateway, everyStatement);
  const schedules: Schedule[] = [];
  for (const behaviour of Object.keys(BEHAVIOURS[gateway] ?? {}))
    for (const timing of Object.keys(TIMINGS))
      for (const fault of Object.keys(STRIKES))
        for (let step = 1; step <= steps; step += 1)
          schedules.push({ gateway, behaviour, timing, everyStatement, strikes: [{ step, fault }] });
  return schedules;
}

/** Every pair of steps with every pair of strikes, where the request was taken, the answer lost and nothing told. */
export async function pairSchedules(gateway: string, everyStatement: boolean): Promise<Schedule[]> {
  const steps = await stepsOf(gateway, everyStatement);
  const faults = everyStatement ? Object.keys(STRIKES) : ["crash", "freeze beyond the quiet time"];
  const shape = { gateway, behaviour: "lose the answer", timing: "never", everyStatement };
  const schedules: Schedule[] = [];
  for (let first = 1; first < steps; first += 1)
    for (let second = first + 1; second <= steps; second += 1)
      for (const one of faults)
        for (const other of faults)
          schedules.push({
            ...shape,
            strikes: [
              { step: first, fault: one },
              { step: second, fault: other },
            ],
          });
  return schedules;
}

export async function allSchedules(gateways: readonly string[], everyStatement: boolean): Promise<Schedule[]> {
  const lists: Schedule[][] = [];
  for (const gateway of gateways)
    lists.push(await singleSchedules(gateway, everyStatement), await pairSchedules(gateway, everyStatement));
  return lists.flat();
}
