import { CRASH_POINTS } from "./crash-points.ts";
import type { Outage } from "./outage.ts";
import type { Round } from "./round.ts";

/** A round without its refunds one by one. */
export type Summary = Omit<Round, "verdict"> & {
  readonly refunds: number;
  readonly broken: readonly string[];
  readonly states: Readonly<Record<string, number>>;
};

export function summarise({ verdict, ...round }: Round): Summary {
  const states: Record<string, number> = {};
  for (const { state } of verdict.refunds) states[state] = (states[state] ?? 0) + 1;
  return {
    ...round,
    refunds: verdict.refunds.length,
    broken: [
      ...verdict.broken,
      ...verdict.strangers.map((reference) => `nobody asked for ${reference}`),
      ...round.happened.stops.flatMap(({ code }) => (code === 0 ? [] : [`told to stop, a worker ended with ${code}`])),
    ],
    states,
  };
}

/** What the whole run has to come to. */
const FLOORS = { refunds: 10_000, killed: 2_000, killedAtEachPoint: 150, frozen: 200, databaseRestarts: 50 };
const TAKEN_OVER_WITHIN_MS = 75_000;
const RESOLVED_P95_WITHIN_MS = 60_000;

/** In words, whatever a whole run has not come to. */
export function missing(rounds: readonly Summary[], outage: Outage): readonly string[] {
  const total = totals(rounds);
  const resolved = [...outage.resolvedMs].sort((a, b) => a - b);
  return [
    ...Object.entries(FLOORS)
      .filter(([name, floor]) => total[name as keyof typeof FLOORS] < floor)
      .map(([name, floor]) => `${name}: ${total[name as keyof typeof FLOORS]} of ${floor}`),
    ...(Math.max(Number.NEGATIVE_INFINITY, ...total.takeovers) <= TAKEN_OVER_WITHIN_MS && total.takeovers.length > 0
      ? []
      : ["another worker takes over within 75 s"]),
    ...(resolved.length === outage.unknown && shareOf(resolved, 0.95) <= RESOLVED_P95_WITHIN_MS
      ? []
      : ["unknown outcomes on record at the gateway are resolved within 60 s (p95)"]),
  ];
}

export function figuresOf(rounds: readonly Summary[], outage: Outage | undefined): Record<string, string | number> {
  const total = totals(rounds);
  const { deaths, freezes, stops } = total;
  const longFreezes = freezes.filter(({ forMs }) => forMs > 3_000).length;
  return {
    refunds: `${total.refunds.toLocaleString("en")} in ${rounds.length} rounds (seeds ${rounds.map(({ seed }) => seed).join(", ")})`,
    "moved more than once, said otherwise than moved, left behind, or an invariant broken": total.broken,
    "ended as": Object.entries(total.states)
      .sort()
      .map(([state, count]) => `${count} ${state}`)
      .join(", "),
    "workers killed (SIGKILL)": `${deaths.length.toLocaleString("en")}, of these at least ${total.killedAtEachPoint} at each of ${CRASH_POINTS.length} crash points`,
    "workers frozen (SIGSTOP)": `${freezes.length}, of these ${longFreezes} for longer than the quiet time and ${freezes.filter(({ point }) => point).length} at a crash point`,
    "workers told to stop (SIGTERM)": `${stops.length}, ${stops.filter(({ code }) => code === 0).length} ended in order`,
    "database ended at once and started again": total.databaseRestarts,
    "sessions cut by the database, leases lost while sending": `${total.cutSessions}, ${total.lostLeases}`,
    "connections to gateways spoiled": faults(rounds, "gateways"),
    "connections to the database spoiled": faults(rounds, "database"),
    "from a sender's death to another worker taking over, with the lease of 60 s as it is": `${total.takeovers.length} times: ${spread(total.takeovers)}`,
    "from the gateways' return after 90 s to the proof, with production's own ladder (easylink, PayEase)": outage
      ? `${outage.resolvedMs.length} of ${outage.unknown} unknown outcomes: ${spread(outage.resolvedMs)}`
      : "not measured yet",
    "minutes that the rounds took, two at a time": Math.round(total.tookMs / 60_000 / 2),
  };
}

function totals(rounds: readonly Summary[]) {
  const sum = (of: (round: Summary) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const deaths = rounds.flatMap(({ happened }) => happened.deaths);
  const freezes = rounds.flatMap(({ happened }) => happened.freezes);
  const states: Record<string, number> = {};
  for (const round of rounds)
    for (const [state, count] of Object.entries(round.states)) states[state] = (states[state] ?? 0) + count;
  return {
    ...{ deaths, freezes, states },
    stops: rounds.flatMap(({ happened }) => happened.stops),
    takeovers: rounds.flatMap(({ takeoversMs }) => takeoversMs),
    refunds: sum((round) => round.refunds),
    broken: sum((round) => round.broken.length),
    killed: deaths.length,
    killedAtEachPoint: Math.min(...CRASH_POINTS.map((point) => deaths.filter((death) => death.point === point).length)),
    frozen: freezes.length,
    databaseRestarts: sum(({ happened }) => happened.databaseRestarts),
    cutSessions: sum(({ happened }) => happened.cutSessions),
    lostLeases: sum(({ happened }) => happened.lostLeases),
    tookMs: sum((round) => round.tookMs),
  };
}

function faults(rounds: readonly Summary[], where: keyof Summary["proxied"]): string {
  return (["delay", "drop", "half_close", "reset"] as const)
    .map(
      (fault) =>
        `${rounds.reduce((total, { proxied }) => total + proxied[where][fault], 0)} ${fault.replace("_", "-")}`,
    )
    .join(", ");
}

/** In words, for a page of proofs. */
export function spread(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => `${(shareOf(sorted, share) / 1_000).toFixed(1)} s`;
  return sorted.length === 0 ? "none" : `median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`;
}

/** The value below which so much of a sorted list lies. */
function shareOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
