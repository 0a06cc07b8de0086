import { describe, expect, it } from "vitest";
import { breakerProbeMs, type ExchangeResult, reasonToOpen, tooManyUnknown } from "./breaker.ts";

/** One letter per exchange, newest first: a answered, u unreachable, n not authorised. */
const past = (letters: string, gapMs = 1_000) =>
  [...letters].map((letter, index) => ({ result: RESULTS[letter] ?? "answered", agoMs: index * gapMs }));
const RESULTS: Readonly<Record<string, ExchangeResult>> = { a: "answered", u: "unreachable", n: "unauthorised" };

describe("the breaker of a gateway account", () => {
  it.each([
    ["five in a row", "uuuuua", "unreachable"],
    ["four in a row", "uuuuau", null],
    ["one refused name", "naaaaa", "unauthorised"],
    ["a refused name that was answered since", "anaaaa", null],
    ["eleven of twenty", `${"ua".repeat(9)}uu`, "often_unreachable"],
    ["ten of twenty", "ua".repeat(10), null],
    ["eleven of nineteen", `${"ua".repeat(8)}uuu`, null],
    ["nothing yet", "", null],
  ])("D15 after %s: %s is %s", (_, letters, why) => {
    expect(reasonToOpen(past(letters))).toBe(why);
  });

  it("counts the twenty only where they lie within a minute", () => {
    expect(reasonToOpen(past(`${"ua".repeat(9)}uu`, 4_000))).toBeNull();
  });

  it.each([
    [50, 1, false],
    [50, 2, true],
    [1_000, 20, false],
    [1_000, 21, true],
    [49, 49, false],
  ])("of %i sends %i unknown: stops sending is %s", (sends, unknown, stops) => {
    expect(tooManyUnknown({ sends, unknown })).toBe(stops);
  });

  it("asks a silent gateway four times a minute at the least, a refused name once, and never at a fixed beat", () => {
    for (const probes of [0, 1, 5, 20, 1_000]) {
      expect(breakerProbeMs("unreachable", probes, () => 1)).toBeLessThanOrEqual(15_000);
      expect(breakerProbeMs("unauthorised", probes, () => 1)).toBeLessThanOrEqual(60_000);
    }
    expect(breakerProbeMs("unreachable", 3, () => 0)).not.toBe(breakerProbeMs("unreachable", 3, () => 1));
    expect(breakerProbeMs("unreachable", 0, () => 0)).toBeGreaterThan(0);
  });
});
