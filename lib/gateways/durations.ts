import { z } from "zod";

export const HOUR_S = 3_600;
export const DAY_S = 24 * HOUR_S;

/** A duration among an account's settings, in seconds. */
export const durationS = z
  .number()
  .positive()
  .max(366 * DAY_S);

/** When to ask again: at these moments after the attempt (seconds), hourly for a day, then daily; written as the gaps. */
export function gapsUntilDaily(moments: readonly number[]): number[] {
  const hourly = Array.from({ length: 24 }, (_, hour) => (hour + 1) * HOUR_S);
  const all = [...moments, ...hourly];
  return [...all.map((moment, index) => moment - (all[index - 1] ?? 0)), DAY_S];
}
