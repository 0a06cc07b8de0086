import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, probeDelayMs } from "./schedule.ts";

const ladderS = [2, 5, 15, 45, 120, 600, 1800];
const DAY_MS = 86_400_000;

describe("the probe ladder", () => {
  it("climbs, then asks hourly after a day and daily after a month", () => {
    expect(probeDelayMs({ ladderS, probes: 0, ageMs: 0 })).toBe(2_000);
    expect(probeDelayMs({ ladderS, probes: 6, ageMs: 3_600_000 })).toBe(1_800_000);
    expect(probeDelayMs({ ladderS, probes: 40, ageMs: DAY_MS })).toBe(3_600_000);
    expect(probeDelayMs({ ladderS, probes: 90, ageMs: 30 * DAY_MS })).toBe(DAY_MS);
  });

  it("F18 never stops", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 400 * DAY_MS }), (probes, ageMs) => {
        const delay = probeDelayMs({ ladderS, probes, ageMs });
        expect(delay).toBeGreaterThanOrEqual(2_000);
        expect(delay).toBeLessThanOrEqual(DAY_MS);
      }),
    );
  });
});

describe("backing off", () => {
  it("D15 spreads over the whole time, and never beyond an hour", () => {
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        expect(backoffMs(failures, () => random)).toBeLessThanOrEqual(3_600_000);
      }),
    );
    expect(backoffMs(0, () => 1)).toBe(5_000);
    expect(backoffMs(3, () => 0.5)).toBe(20_000);
  });
});
