import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { LOCALES, type Locale, PREFERENCE_COOKIES } from "#lib/i18n.ts";
import { findChromium, installChromium } from "./chromium.ts";
import { freePort, openTemporaryFolder, stopProcess } from "./processes.ts";
import { readSecrets } from "./start/data-dir.ts";

type Person = "support" | "staff" | "manager" | "admin" | "nobody";
type Storage = Exclude<BrowserContextOptions["storageState"], string | undefined>;

const THEMES = ["light", "dark"] as const;
const WIDTHS = { 1440: 900, 1024: 768, 390: 844 } as const;
const START_WITHIN_MS = 300_000;

/** Every page, as the person sees it whose work it is; `{order}` and `{refund}` are the newest of the demo. */
const PAGES: Readonly<Record<string, readonly [Person, path: string]>> = {
  "sign-in": ["nobody", "/sign-in"],
  orders: ["staff", "/orders"],
  "orders-nothing": ["staff", "/orders?q=nothing-like-it"],
  order: ["staff", "/orders/{order}"],
  "refund-form": ["staff", "/orders/{order}/refund"],
  refunds: ["staff", "/refunds"],
  refund: ["staff", "/refunds/{refund}"],
  approvals: ["manager", "/approvals"],
  review: ["manager", "/review"],
  support: ["support", "/support"],
  "support-answer": ["support", "/support?q={order}"],
  profile: ["staff", "/profile"],
  users: ["admin", "/settings/users"],
  policy: ["admin", "/settings/policy"],
  "gateway-accounts": ["admin", "/settings/gateway-accounts"],
  "api-keys": ["admin", "/settings/api-keys"],
  merchant: ["admin", "/settings/merchant"],
  import: ["admin", "/settings/import"],
  audit: ["admin", "/settings/audit"],
};

/** npm run screenshots -- --pages orders,order --locales vi --widths 390 --themes dark: pictures of the demo in screenshots/. */
const { values: asked } = parseArgs({
  options: {
    pages: { type: "string" },
    locales: { type: "string" },
    widths: { type: "string" },
    themes: { type: "string" },
    to: { type: "string", default: "screenshots" },
  },
});

const dataDir = openTemporaryFolder("refund-desk-screenshots-");
const port = await freePort();
const origin = `http://localhost:${port}`;
const desk = spawn(process.execPath, [join(import.meta.dirname, "start.ts")], {
  env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "", MFA: "optional" },
  stdio: ["ignore", "ignore", "inherit"],
});
try {
  await untilItAnswers();
  if (!findChromium()) installChromium();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  await takeAll(browser);
  await browser.close();
} finally {
  await stopProcess(desk.pid ?? 0, [
    ["SIGTERM", 20_000],
    ["SIGKILL", 5_000],
  ]);
  rmSync(dataDir, { recursive: true, force: true });
}

async function takeAll(browser: Browser): Promise<void> {
  const pages = Object.entries(PAGES).filter(([name]) => isAsked(asked.pages, name));
  const signedIn = new Map<Person, Storage>();
  for (const person of new Set([...pages.map(([, [person]]) => person), "staff" as const]))
    signedIn.set(person, await signIn(browser, person));
  const newest = await newestRecords(browser, signedIn.get("staff"));
  let taken = 0;
  for (const locale of LOCALES.filter((one) => isAsked(asked.locales, one)))
    for (const theme of THEMES.filter((one) => isAsked(asked.themes, one)))
      for (const [width, height] of Object.entries(WIDTHS).filter(([one]) => isAsked(asked.widths, one))) {
        const look = { locale, theme, width: Number(width), height };
        for (const [name, [person, path]] of pages) {
          const address = path.replace(/\{(\w+)\}/g, (_, record) => newest[record] ?? "");
          await takeOne(browser, { ...look, name, address, storageState: signedIn.get(person) });
          taken += 1;
        }
      }
  console.log(`${taken} pictures in ${asked.to}/`);
}

type Shot = {
  readonly name: string;
  readonly address: string;
  readonly locale: Locale;
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
  readonly storageState: Storage | undefined;
};

async function takeOne(browser: Browser, shot: Shot): Promise<void> {
  const { width, height, theme, locale, storageState } = shot;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "Asia/Ho_Chi_Minh",
    ...(storageState ? { storageState } : {}),
  });
  await context.addCookies([
    { name: PREFERENCE_COOKIES.language, value: locale, url: origin },
    { name: PREFERENCE_COOKIES.theme, value: theme, url: origin },
  ]);
  const page = await context.newPage();
  await page.goto(origin + shot.address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  const folder = join(asked.to, locale);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${shot.name}-${width}-${theme}.png`) });
  await context.close();
}

async function signIn(browser: Browser, person: Person): Promise<Storage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (person !== "nobody") {
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel("Email").fill(`${person}@demo.test`);
    await page.getByLabel("Password").fill(readSecrets(dataDir)?.demoPassword ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/(orders|support)$/);
  }
  const state = await context.storageState();
  await context.close();
  return state;
}

async function newestRecords(browser: Browser, storageState: Storage | undefined): Promise<Record<string, string>> {
  const context = await browser.newContext(storageState ? { storageState } : {});
  const page = await context.newPage();
  const records = { order: await firstRow(page, "/orders"), refund: await firstRow(page, "/refunds") };
  await context.close();
  return records;
}

async function firstRow(page: Page, path: string): Promise<string> {
  await page.goto(origin + path);
  const href = await page.locator("a[data-row-link]").first().getAttribute("href");
  return href?.split("/").at(-1) ?? "";
}

async function untilItAnswers(): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(await fetch(`${origin}/api/health`).catch(() => null))?.ok) {
    if (Date.now() > deadline || desk.exitCode !== null) throw new Error("The demo did not start.");
    await sleep(500);
  }
}

function isAsked(list: string | undefined, one: string): boolean {
  return list === undefined || list.split(",").includes(one);
}
