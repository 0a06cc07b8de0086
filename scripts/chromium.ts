import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** Without windows it costs a third of a whole Chromium. */
const HEADLESS = "chromium-headless-shell";

/** A Chromium of the system, else the one that Playwright brought; nothing when there is neither. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(":");
  const system = [HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  return system ?? [chromium.executablePath()].find((path) => existsSync(path));
}

/** Brings a browser onto the machine when it has none: Debian's own when we may, else Playwright's. */
export function installChromium(): void {
  const isDebian = existsSync("/etc/debian_version") && spawnSync("apt-get", ["--version"]).status === 0;
  if (isDebian && process.getuid?.() === 0 && installFromDebian()) return;
  const playwright = join(import.meta.dirname, "..", "node_modules", "playwright", "cli.js");
  execFileSync(process.execPath, [playwright, "install", "chromium"], { stdio: "inherit" });
}

function installFromDebian(): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) => spawnSync("apt-get", ["-qq", ...args], { env, stdio: "ignore" }).status === 0;
  const install = (name: string) => run("install", "-y", "--no-install-recommends", name);
  return run("update") && (install(HEADLESS) || install("chromium"));
}
