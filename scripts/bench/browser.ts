import { type BrowserContext, chromium } from "@playwright/test";
import { findChromium, installChromium } from "../chromium.ts";
import { StartError } from "../processes.ts";
import type { Desk } from "./desk.ts";
import { signedIn, type Web } from "./web.ts";

export type SignedInBrowser = { readonly context: BrowserContext; readonly close: () => Promise<void> };

/** A real Chromium in which a member of staff is signed in. */
export async function openBrowser(desk: Desk, web: Web): Promise<SignedInBrowser> {
  const browser = await chromium.launch(chromiumHere());
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Ho_Chi_Minh" });
  await context.addCookies([{ ...(await signedIn(desk, web)), url: web.origin, httpOnly: true, sameSite: "Strict" }]);
  return { context, close: () => browser.close() };
}

/** The browser of this machine, brought onto it where there is none, and what it must be told here. */
export function chromiumHere(): { readonly executablePath: string; readonly args: string[] } {
  if (!findChromium()) installChromium();
  const executablePath = findChromium();
  if (!executablePath) throw new StartError("There is no Chromium on this machine, and none could be installed.");
  return { executablePath, args: ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] };
}
