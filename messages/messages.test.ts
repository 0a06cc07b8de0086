import { describe, expect, it } from "vitest";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { LOCALES } from "#lib/i18n.ts";
import en from "./en.json" with { type: "json" };
import peopleEn from "./people.en.json" with { type: "json" };
import peopleVi from "./people.vi.json" with { type: "json" };
import vi from "./vi.json" with { type: "json" };

const MESSAGES = { en: { ...en, ...peopleEn }, vi: { ...vi, ...peopleVi } } as const;

describe("messages", () => {
  it.each(LOCALES)("says in %s all that English says, and nothing else", (locale) => {
    expect(Object.keys(flat(MESSAGES[locale])).sort()).toEqual(Object.keys(flat(MESSAGES.en)).sort());
  });

  it.each(LOCALES)("names in %s the same values and tags as English", (locale) => {
    const theirs = flat(MESSAGES[locale]);
    const differing = Object.entries(flat(MESSAGES.en)).filter(
      ([key, text]) => valuesOf(text) !== valuesOf(theirs[key] ?? ""),
    );

    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each(LOCALES)("has in %s a different word for each state of a refund", (locale) => {
    const words = REFUND_STATES.map((state) => MESSAGES[locale].state[state]);

    expect(new Set(words).size).toBe(REFUND_STATES.length);
  });
});

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Record<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : Object.entries(flat(value, `${path}${key}.`)),
  );
  return Object.fromEntries(entries);
}

/** The names in braces and angle brackets, each once. */
function valuesOf(text: string): string {
  const names = [...text.matchAll(/\{(\w+)[,}]|<(\w+)>/g)].map(([, value, tag]) => value ?? tag);
  return [...new Set(names)].sort().join(" ");
}
