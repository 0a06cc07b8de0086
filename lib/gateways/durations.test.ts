import { expect, it } from "vitest";
import { gapsUntilDaily } from "./durations.ts";

it("after its own moments a ladder asks hourly for a day, then daily", () => {
  const gaps = gapsUntilDaily([2, 5, 1_800]);
  const moments = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));

  expect(moments.slice(0, 5)).toEqual([2, 5, 1_800, 3_600, 7_200]);
  expect(moments.at(-2)).toBe(24 * 3_600);
  expect(gaps.at(-1)).toBe(24 * 3_600);
});
