import type { Page } from "@playwright/test";
import { type Locale, PREFERENCE_COOKIES } from "#lib/i18n.ts";
import type { Demo } from "./demo.ts";
import type { Screen } from "./screens.ts";

export const THEMES = ["light", "dark"] as const;
export const WIDTHS = { 1440: 900, 1024: 768, 390: 844 } as const;

export type Look = {
  readonly locale: Locale;
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
  /** 2 is a screen of twice as many points, as a browser has it that is set to 200 %. */
  readonly scale?: number;
};

/** Opens a screen in a look, hands it over in the state that is looked at, and closes it. */
export async function visit<T>(demo: Demo, screen: Screen, look: Look, then: (page: Page) => Promise<T>): Promise<T> {
  const { origin, browser, records } = demo;
  const { locale, theme, width, height, scale = 1 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "Asia/Ho_Chi_Minh",
    storageState: await demo.storageOf(screen.person),
  });
  try {
    await context.addCookies([
      { name: PREFERENCE_COOKIES.language, value: locale, url: origin },
      { name: PREFERENCE_COOKIES.theme, value: theme, url: origin },
    ]);
    const page = await context.newPage();
    for (const [end, answer] of Object.entries(screen.answers ?? {}))
      await page.route(
        (url) => `${url.pathname}${url.search}`.endsWith(end) && url.pathname.startsWith("/api/desk/"),
        (route) => (answer === "fails" ? route.abort() : route.fulfill({ json: answer })),
      );
    const path = screen.path.replace(/\{(\w+)\}/g, (_, name: string) => records[name] ?? "");
    await page.goto(origin + path, { waitUntil: "load" });
    await screen.prepare?.(page);
    await page.evaluate(() => document.fonts.ready);
    return await then(page);
  } finally {
    await context.close();
  }
}
