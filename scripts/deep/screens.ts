import { parseArgs } from "node:util";
import { openMemory } from "../proof/memory.ts";
import { type Demo, openDemo } from "../screens/demo.ts";
import { findBarriers, isGrave, outOfReach, overflowOf } from "../screens/examine.ts";
import { ALL_LOOKS, type Look } from "../screens/looks.ts";
import { SCREENS } from "../screens/screens.ts";
import { visit } from "../screens/visit.ts";
import { generateClient } from "../start/prepare.ts";

/**
 * Every page and every state of it, in light and dark, at 1440, 1024 and 390 points, in four languages, and at 200 %:
 * WCAG 2.2 AA by axe, nothing wider than the screen, nothing out of reach. A run takes at most forty minutes; what it
 * has seen good the next one of the same commit leaves out, and `-- --anew` begins again.
 */
const { values } = parseArgs({
  options: {
    pages: { type: "string" },
    locales: { type: "string" },
    widths: { type: "string" },
    themes: { type: "string" },
    anew: { type: "boolean", default: false },
  },
});

const RUNS_FOR_MS = 40 * 60_000;
const AT_ONCE = 2;

await generateClient(new AbortController().signal);
const memory = openMemory<readonly string[]>("screens");
const good = new Set(values.anew ? [] : memory.earlier);
const wanted = ALL_LOOKS.filter(
  ({ locale, width, theme }) =>
    isAsked(values.locales, locale) && isAsked(values.widths, String(width)) && isAsked(values.themes, theme),
)
  .flatMap((look) => Object.keys(SCREENS).map((name) => ({ name, look, words: wordsFor(name, look) })))
  .filter(({ name, words }) => isAsked(values.pages, name) && !good.has(words));

const left = [...wanted];
let problems = 0;
const until = Date.now() + RUNS_FOR_MS;
const demo = await openDemo();
try {
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(demo)));
} finally {
  await demo.close();
}
const looked = wanted.length - left.length;
console.log(`${looked} looked at, ${problems} with problems; ${left.length} left for the next run.`);
process.exit(problems + left.length === 0 ? 0 : 1);

async function work(demo: Demo): Promise<void> {
  while (Date.now() < until) {
    const next = left.shift();
    if (!next) return;
    const found = await examine(demo, next).catch((error: Error) => [error.message]);
    if (found.length === 0) remember(next.words);
    else problems += 1;
    for (const problem of found) console.error(`${next.words}: ${problem}`);
  }
}

async function examine(demo: Demo, { name, look }: (typeof wanted)[number]): Promise<string[]> {
  const screen = SCREENS[name];
  if (!screen) throw new Error(`There is no screen ${name}.`);
  // Words and sizes are the same in the dark; only the colours differ.
  const isDark = look.theme === "dark";
  return visit(demo, screen, look, async (page) => {
    const wide = await overflowOf(page);
    const lost = isDark ? [] : await outOfReach(page);
    const barriers = await findBarriers(page, isDark ? "color-contrast" : undefined);
    return [
      ...(wide > 0 ? [`${wide} points wider than the screen`] : []),
      ...lost.map((control) => `out of reach: ${control}`),
      ...barriers.filter(isGrave).map(({ rule, where }) => `${rule}: ${where.join("\n    ")}`),
    ];
  });
}

function wordsFor(name: string, { locale, theme, width, scale = 1 }: Look): string {
  return `${name} ${locale} ${theme} ${width}${scale > 1 ? " at 200 %" : ""}`;
}

function remember(words: string): void {
  good.add(words);
  memory.keep([...good]);
}

function isAsked(list: string | undefined, one: string): boolean {
  return list === undefined || list.split(",").includes(one);
}
