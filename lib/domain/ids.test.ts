import { describe, expect, it } from "vitest";
import { isReference, newReference } from "./ids.ts";

describe("our reference", () => {
  it("C13 G06 is always 28 characters between two letters, and never the same twice", () => {
    const all = Array.from({ length: 10_000 }, newReference);
    expect(new Set(all).size).toBe(all.length);
    for (const reference of all) expect(reference).toMatch(/^R[0-9A-Z]{26}[A-Z]$/);
    expect(all.every(isReference)).toBe(true);
  });
});
