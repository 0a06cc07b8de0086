import type { Page } from "@playwright/test";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";
import type { Demo } from "./demo.ts";
import type { Look } from "./looks.ts";
import type { Records } from "./records.ts";
import type { Screen } from "./screens.ts";

/** Opens a screen in a look, hands it over in the state that is looked at, and closes it. */
export async function visit<T>(demo: Demo, screen: Screen, look: Look, then: (page: Page) => Promise<T>): Promise<T> {
  const context = await demo.contextOf(screen.person, look);
  const page = await context.newPage();
  try {
    await show(page, screen, look, { records: demo.records, origin: demo.origin });
    return await then(page);
  } finally {
    await page.close();
  }
}

/** What the menu's theme switch does: the page stays as it is, the colours change. */
export async function turnDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
}

type Place = { readonly records: Records; readonly origin: string };

/** Brings a page to a screen and its state, in a look. */
export async function show(page: Page, screen: Screen, look: Look, { records, origin }: Place): Promise<void> {
  const { locale, theme, width, height } = look;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.context().addCookies([
    { name: PREFERENCE_COOKIES.language, value: locale, url: origin },
    { name: PREFERENCE_COOKIES.theme, value: theme, url: origin },
  ]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  for (const [end, answer] of Object.entries(screen.answers ?? {}))
    await page.route(
      ({ pathname, search }) => pathname.startsWith("/api/desk/") && `${pathname}${search}`.endsWith(end),
      (route) => (answer === "fails" ? route.abort() : route.fulfill({ json: answer })),
    );
  await page.goto(origin + screen.path.replace(/\{(\w+)\}/g, (_, name: string) => records[name] ?? ""));
  await screen.prepare?.(page);
  // The numbers on the cards come after the page.
  await page.locator("nav .figures:empty").first().waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
}
