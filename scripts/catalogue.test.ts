import { expect, it } from "vitest";
import { entries, isDemanded, provedIds, unproved } from "./catalogue.ts";

it("every failure of parts A and C to H has a test that names it", () => {
  expect(unproved().filter(isDemanded)).toEqual([]);
});

it("every id in a test's name is one of the list, each of which stands there once", () => {
  const known = entries().map(({ id }) => id);
  expect(new Set(known).size).toBe(known.length);
  expect(known.length).toBe(161);
  expect([...provedIds().keys()].filter((id) => !known.includes(id))).toEqual([]);
});
