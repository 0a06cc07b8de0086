import type { NotSentCause } from "#lib/gateways/connector.ts";
import type { SimulatedGateway } from "./gateways/simulated-gateway.ts";
import type { Trip } from "./network.ts";
import type { StepFault } from "./process.ts";
import { createRandom, type Random } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * What one seed is like: how much there is to do and what strikes it. Every seed leaves some kinds of trouble out and
 * overdoes others, because an average of everything meets nothing ("swarm testing").
 */
export type Swarm = {
  readonly seed: string;
  readonly gateways: readonly string[];
  readonly refunds: number;
  readonly payments: number;
  readonly workers: number;
  readonly slots: number;
  readonly approvals: number;
  /** How long people ask for refunds, and how long things go wrong; then there is peace. */
  readonly asksForMs: number;
  readonly troubleForMs: number;
  /** The part of all sends and questions that something happens to. */
  readonly faultRate: number;
  readonly step: { readonly delay: number; readonly freeze: number; readonly crash: number; readonly drop: number };
  readonly lostNotifications: number;
  readonly clocksDiffer: boolean;
  readonly deploys: number;
  readonly portalRefunds: number;
  readonly portalRefundsPossible: boolean;
  readonly countsPending: boolean;
  readonly paysKnownNumbersAgain: boolean;
  readonly forgeries: number;
  readonly outages: number;
  /** How often a gateway takes back a success that it told (E17). */
  readonly contradictions: number;
  readonly rotatesKeys: boolean;
  /** Orders have several payments, and people ask for one amount from several of them. */
  readonly groups: boolean;
  /** The policy knows how much a person may ask for or approve in a day, and a payment give without another look. */
  readonly dailyLimits: boolean;
};

export type SwarmLimits = {
  readonly refunds?: number;
  readonly faultRate?: number;
  readonly gateways?: readonly string[];
};

export function drawSwarm(seed: string, limits: SwarmLimits = {}): Swarm {
  const random = createRandom(`${seed}/swarm`);
  const gateways = drawGateways(random);
  const refunds = gateways.includes("payease") ? random.between(4, 16) : random.between(20, 60);
  const some = (rate: number) => (random.chance(0.6) ? rate * random.next() : 0);
  const portalRefundsPossible = random.chance(0.3);
  const drawn: Swarm = {
    seed,
    gateways,
    refunds,
    payments: Math.max(1, Math.ceil(refunds / random.pick([1, 2, 4, 12]))),
    workers: random.between(1, 3),
    slots: random.between(1, 4),
    approvals: random.pick([0, 1, 1, 2]),
    asksForMs: random.magnitude(5 * MINUTE, 3 * HOUR),
    troubleForMs: random.magnitude(HOUR, 8 * HOUR),
    faultRate: 0.1 + 0.8 * random.next(),
    step: { delay: some(0.2), freeze: some(0.002), crash: some(0.004), drop: some(0.006) },
    lostNotifications: random.chance(0.7) ? random.next() * 0.5 : 0,
    clocksDiffer: random.chance(0.3),
    deploys: random.chance(0.3) ? random.between(1, 5) : 0,
    portalRefunds: random.chance(0.3) ? random.between(1, 6) : 0,
    portalRefundsPossible,
    countsPending: random.chance(0.2),
    paysKnownNumbersAgain: random.chance(0.3),
    forgeries: random.chance(0.4) ? random.between(1, 20) : 0,
    outages: random.chance(0.2) ? random.between(1, 3) : 0,
    contradictions: random.chance(0.1) ? random.between(1, 3) : 0,
    rotatesKeys: random.chance(0.15),
    groups: random.chance(0.25),
    dailyLimits: random.chance(0.2),
  };
  return { ...drawn, ...limits };
}

/** PayEase's keys make it dear: few worlds have it. */
function drawGateways(random: Random): readonly string[] {
  if (random.chance(0.015)) return random.pick([["payease"], ["neox", "easylink", "payease"]]);
  return random.pick([["neox"], ["easylink"], ["neox", "easylink"]]);
}

const REFUSED: readonly NotSentCause[] = ["dns", "refused", "tls", "connect_timeout"];

/** One exchange in peace: some milliseconds there, some back. */
export function goodTrip(random: Random): Trip {
  return {
    refused: null,
    connectMs: random.between(1, 20),
    arrivesAfterMs: [random.between(1, 50)],
    answerAfterMs: random.between(1, 80),
    answerLost: null,
  };
}

/** One exchange in trouble. `mayRepeat`: something on the way may deliver the request twice (E15). */
export function badTrip(random: Random, mayRepeat: boolean): Trip {
  const good = goodTrip(random);
  switch (random.between(0, mayRepeat ? 6 : 5)) {
    case 0:
      return { ...good, refused: random.pick(REFUSED), connectMs: random.between(1, 5_000) };
    case 1:
      return { ...good, arrivesAfterMs: [], answerLost: random.pick([null, "timeout"]) };
    case 2:
      return { ...good, arrivesAfterMs: [random.magnitude(MINUTE / 60, 2.5 * HOUR)] };
    case 3:
      return { ...good, answerLost: random.pick(["reset", "timeout"]) };
    case 4:
      return { ...good, answerAfterMs: random.magnitude(1_000, 10 * MINUTE) };
    case 5:
      return { ...good, connectMs: random.between(1_000, 4_999) };
    default:
      return { ...good, arrivesAfterMs: [random.between(1, 50), random.magnitude(10, 10 * MINUTE)] };
  }
}

export function stepFault(random: Random, { step }: Swarm): StepFault | null {
  const draw = random.next();
  if (draw < step.crash)
    return { kind: "crash", noticedAfterMs: random.chance(0.8) ? 0 : random.magnitude(1_000, 2 * HOUR) };
  if (draw < step.crash + step.drop)
    return { kind: "drop", noticedAfterMs: random.chance(0.7) ? 0 : random.magnitude(100, MINUTE) };
  if (draw < step.crash + step.drop + step.freeze)
    return { kind: random.chance(0.7) ? "freeze" : "suspend", ms: random.magnitude(1_000, 3 * HOUR) };
  if (draw < step.crash + step.drop + step.freeze + step.delay)
    return { kind: "delay", ms: random.chance(0.98) ? random.between(1, 40) : random.magnitude(100, 8_000) };
  return null;
}

/** Whether the gateway cannot be reached at this moment. */
export function drawOutages(random: Random, swarm: Swarm): (gateway: SimulatedGateway, sinceMs: number) => boolean {
  const outages = Array.from({ length: swarm.outages }, () => {
    const from = random.next() * swarm.troubleForMs;
    return { gateway: random.pick(swarm.gateways), from, to: from + random.magnitude(MINUTE, HOUR) };
  });
  return ({ name }, sinceMs) =>
    outages.some(({ gateway, from, to }) => gateway === name && sinceMs >= from && sinceMs < to);
}
