import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "@playwright/test";
import { type Desk, openDesk } from "#e2e/fixtures/desk.ts";
import { findChromium, installChromium } from "../chromium.ts";
import { freePort, openTemporaryFolder, stopProcess } from "../processes.ts";
import type { Look } from "./looks.ts";
import { makeRecords, type Records } from "./records.ts";

export type Person = "support" | "staff" | "manager" | "admin" | "nobody";
type Storage = Exclude<BrowserContextOptions["storageState"], string | undefined>;

/** A demo installation with something on every page, and a browser in which its people are signed in. */
export type Demo = {
  readonly origin: string;
  readonly records: Records;
  /** Where a person's pages open: one for each language and scale, since both belong to a whole browser. */
  readonly contextOf: (person: Person, look: Pick<Look, "locale" | "scale">) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
};

const START_WITHIN_MS = 300_000;

/** SCREENS_URL with SCREENS_DATA_DIR: an installation that runs already. */
export async function openDemo(): Promise<Demo> {
  const { SCREENS_URL, SCREENS_DATA_DIR } = process.env;
  const running =
    SCREENS_URL && SCREENS_DATA_DIR
      ? { origin: SCREENS_URL, dataDir: SCREENS_DATA_DIR, stop: async () => {} }
      : await startDemo();
  const { origin } = running;
  try {
    process.env.E2E_DATA_DIR = running.dataDir;
    const desk = await openDesk();
    const records = await makeRecords(desk, origin);
    const browser = await launchBrowser();
    return {
      origin,
      records,
      contextOf: rememberContexts(browser, origin, rememberSignIns(browser, desk, origin)),
      async close() {
        await browser.close();
        await desk.close();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function startDemo() {
  const dataDir = openTemporaryFolder("refund-desk-screens-");
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "start.ts")], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "", MFA: "optional" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = () =>
    stopProcess(child.pid ?? 0, [
      ["SIGTERM", 20_000],
      ["SIGKILL", 5_000],
    ]);
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(await fetch(`${origin}/api/ready`).catch(() => null))?.ok) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error("The demo did not start.");
    }
    await sleep(500);
  }
  return { origin, dataDir, stop };
}

async function launchBrowser(): Promise<Browser> {
  if (!findChromium()) installChromium();
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}

function rememberContexts(browser: Browser, origin: string, storageOf: (person: Person) => Promise<Storage>) {
  const known = new Map<string, Promise<BrowserContext>>();
  return (person: Person, { locale, scale = 1 }: Pick<Look, "locale" | "scale">): Promise<BrowserContext> => {
    const name = `${person} ${locale} ${scale}`;
    const context = known.get(name) ?? open(person, scale);
    known.set(name, context);
    return context;
  };

  async function open(person: Person, scale: number): Promise<BrowserContext> {
    return browser.newContext({
      baseURL: origin,
      deviceScaleFactor: scale,
      reducedMotion: "reduce",
      timezoneId: "Asia/Ho_Chi_Minh",
      storageState: await storageOf(person),
    });
  }
}

function rememberSignIns(browser: Browser, { demoPassword }: Desk, origin: string) {
  const known = new Map<Person, Promise<Storage>>();
  return (person: Person): Promise<Storage> => {
    const state = known.get(person) ?? signIn(person);
    known.set(person, state);
    return state;
  };

  async function signIn(person: Person): Promise<Storage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    if (person !== "nobody") {
      await page.goto(`${origin}/sign-in`);
      await page.getByLabel("Email").fill(`${person}@demo.test`);
      await page.getByLabel("Password").fill(demoPassword);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/\/(orders|support)$/);
    }
    const state = await context.storageState();
    await context.close();
    return state;
  }
}
