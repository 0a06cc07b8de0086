/** How an exchange with a gateway ended, as far as it tells whether the gateway is there and takes us for ourselves. */
export type ExchangeResult = "answered" | "unreachable" | "unauthorised";

/** Why nothing is sent: no answer, hardly an answer, "who are you?", or too many ends that nobody knows. */
export type BreakerReason = "unreachable" | "often_unreachable" | "unauthorised" | "unknown_rate";

export type PastExchange = { readonly result: ExchangeResult; readonly agoMs: number };

const IN_A_ROW = 5;
const SAMPLE = 20;
const SAMPLE_WITHIN_MS = 60_000;
/** Below this many sends one lost answer would already be more than the rate allows. */
const LEAST_SENDS = 50;
const UNKNOWN_PER_SEND = 0.02;

/** How far back exchanges and sends are looked at. */
export const EXCHANGES_LOOKED_AT = SAMPLE;
export const SENDS_LOOKED_AT_S = 600;

/** Whether the last exchanges of an account, newest first, are a reason to stop sending. */
export function reasonToOpen(newestFirst: readonly PastExchange[]): BreakerReason | null {
  if (newestFirst[0]?.result === "unauthorised") return "unauthorised";
  const row = newestFirst.slice(0, IN_A_ROW);
  if (row.length === IN_A_ROW && row.every(failed)) return "unreachable";
  const sample = newestFirst.slice(0, SAMPLE).filter(({ agoMs }) => agoMs <= SAMPLE_WITHIN_MS);
  return sample.length === SAMPLE && sample.filter(failed).length > SAMPLE / 2 ? "often_unreachable" : null;
}

/** Of the sends of the last ten minutes: those whose answer was lost and whose end is still unknown. */
export function tooManyUnknown({ sends, unknown }: { readonly sends: number; readonly unknown: number }): boolean {
  return sends >= LEAST_SENDS && unknown > sends * UNKNOWN_PER_SEND;
}

const FIRST_PROBE_MS = 1_000;
const LAST_PROBE_MS = { unauthorised: 60_000, other: 15_000 } as const;

/** When to ask whether the gateway is back: soon, then ever more rarely, with jitter; a refused name more rarely still. */
export function breakerProbeMs(why: BreakerReason, probes: number, random: () => number): number {
  const longest = why === "unauthorised" ? LAST_PROBE_MS.unauthorised : LAST_PROBE_MS.other;
  const step = Math.min(longest, FIRST_PROBE_MS * 2 ** Math.min(probes, 10));
  return Math.ceil(step * (0.5 + random() / 2));
}

function failed({ result }: PastExchange): boolean {
  return result !== "answered";
}
