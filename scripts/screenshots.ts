import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LOCALES } from "#lib/i18n.ts";
import { openDemo } from "./screens/demo.ts";
import { THEMES, WIDTHS } from "./screens/looks.ts";
import { SCREENS } from "./screens/screens.ts";
import { visit } from "./screens/visit.ts";

/** npm run screenshots -- --pages orders,order --locales vi --widths 390 --themes dark: pictures of the demo in screenshots/. */
const { values: asked } = parseArgs({
  options: {
    pages: { type: "string" },
    locales: { type: "string" },
    widths: { type: "string" },
    themes: { type: "string" },
    /** As tall as the page, instead of as the screen. */
    whole: { type: "boolean", default: false },
    to: { type: "string", default: "screenshots" },
  },
});

const demo = await openDemo();
let taken = 0;
try {
  for (const locale of LOCALES.filter((one) => isAsked(asked.locales, one)))
    for (const theme of THEMES.filter((one) => isAsked(asked.themes, one)))
      for (const [width, height] of Object.entries(WIDTHS).filter(([one]) => isAsked(asked.widths, one)))
        for (const [name, screen] of Object.entries(SCREENS).filter(([one]) => isAsked(asked.pages, one))) {
          const folder = join(asked.to, locale);
          mkdirSync(folder, { recursive: true });
          const path = join(folder, `${name}-${width}-${theme}.png`);
          await visit(demo, screen, { locale, theme, width: Number(width), height }, (page) =>
            page.screenshot({ path, fullPage: asked.whole }),
          );
          taken += 1;
        }
} finally {
  await demo.close();
}
console.log(`${taken} pictures in ${asked.to}/`);

function isAsked(list: string | undefined, one: string): boolean {
  return list === undefined || list.split(",").includes(one);
}
