import { type BrowserContext, chromium } from "@playwright/test";
import { findChromium, installChromium } from "../chromium.ts";
import type { Desk } from "./desk.ts";
import { signedIn, type Web } from "./web.ts";

export type SignedInBrowser = { readonly context: BrowserContext; readonly close: () => Promise<void> };

/** A real Chromium in which a member of staff is signed in. */
export async function openBrowser(desk: Desk, web: Web): Promise<SignedInBrowser> {
  if (!findChromium()) installChromium();
  const executablePath = findChromium();
  const args = ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Ho_Chi_Minh" });
  await context.addCookies([{ ...(await signedIn(desk, web)), url: web.origin, httpOnly: true, sameSite: "Strict" }]);
  return { context, close: () => browser.close() };
}
