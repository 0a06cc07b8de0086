import { expect, it } from "vitest";
import { looksOf, ROLES_LOOKED_AT } from "./looks.ts";

const CASES = ROLES_LOOKED_AT.flatMap((role) =>
  looksOf(role).map(({ locale, theme, width }) => [role, locale, theme, width]),
);

it("lets any two of role, language, theme and width meet on some screen", () => {
  const values = [0, 1, 2, 3].map((place) => new Set(CASES.map((one) => one[place])));
  expect(values.map(({ size }) => size)).toEqual([4, 4, 2, 3]);

  for (const [first, ones] of values.entries())
    for (const [second, others] of values.entries())
      if (first < second)
        for (const one of ones)
          for (const other of others)
            expect(CASES, `${one} with ${other}`).toContainEqual(
              expect.toSatisfy((look: unknown[]) => look[first] === one && look[second] === other),
            );
});
