import { parseArgs } from "node:util";
import { LOCALES } from "#lib/i18n.ts";
import { keepProof } from "../proof/keep.ts";
import { openMemory } from "../proof/memory.ts";
import { type Demo, openDemo } from "../screens/demo.ts";
import { findBarriers, outOfReach, overflowOf } from "../screens/examine.ts";
import { ALL_LIGHT_LOOKS, type Look } from "../screens/looks.ts";
import { SCREENS } from "../screens/screens.ts";
import { turnDark, visit } from "../screens/visit.ts";
import { generateClient } from "../start/prepare.ts";

/**
 * Every page and every state of it, in light and dark, at 1440, 1024 and 390 points and at 200 %, in four languages:
 * WCAG 2.2 AA by axe, nothing wider than the screen, nothing out of reach. A run takes at most forty minutes; what it
 * has seen good the next one of the same commit leaves out, and `-- --anew` begins again. `-- --write` keeps the
 * figures in docs/proof.
 */
const { values } = parseArgs({
  options: {
    pages: { type: "string" },
    locales: { type: "string" },
    widths: { type: "string" },
    anew: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const RUNS_FOR_MS = 40 * 60_000;
const AT_ONCE = 2;

await generateClient(new AbortController().signal);
const memory = openMemory<readonly string[]>("screens");
const good = new Set(values.anew ? [] : memory.earlier);
const wanted = ALL_LIGHT_LOOKS.filter(
  ({ locale, width }) => isAsked(values.locales, locale) && isAsked(values.widths, String(width)),
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
console.log(`${looked} looked at in both themes, ${problems} with problems; ${left.length} left for the next run.`);
const names = Object.keys(SCREENS).length;
if (values.write && problems === 0 && good.size === names * ALL_LIGHT_LOOKS.length)
  keepProof({
    name: "screens",
    title: "Every screen in every look",
    command: "npm run test:deep -- screens",
    figures: {
      "screens and their states": names,
      looks: `${2 * ALL_LIGHT_LOOKS.length}: ${LOCALES.length} languages, light and dark, 1440, 1024 and 390 points and 200 %`,
      "looked at": (2 * good.size).toLocaleString("en"),
      "violations of WCAG 2.2 AA that axe finds": 0,
      "wider than the screen, or a control out of reach": 0,
    },
  });
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
  return visit(demo, screen, look, async (page) => {
    const wide = await overflowOf(page);
    const lost = await outOfReach(page);
    const barriers = await findBarriers(page);
    await turnDark(page);
    const darkBarriers = await findBarriers(page, "color-contrast");
    return [
      ...(wide > 0 ? [`${wide} points wider than the screen`] : []),
      ...lost.map((control) => `out of reach: ${control}`),
      ...barriers.map(({ rule, where }) => `${rule}: ${where.join("\n    ")}`),
      ...darkBarriers.map(({ where }) => `too little contrast in the dark: ${where.join("\n    ")}`),
    ];
  });
}

function wordsFor(name: string, { locale, width, scale = 1 }: Look): string {
  return `${name} ${locale} ${width}${scale > 1 ? " at 200 %" : ""}`;
}

function remember(words: string): void {
  good.add(words);
  memory.keep([...good]);
}

function isAsked(list: string | undefined, one: string): boolean {
  return list === undefined || list.split(",").includes(one);
}
