import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/chromium.ts";
import { freePort, openTemporaryFolder } from "./scripts/processes.ts";

/**
 * The journeys run against the built app as `npm start` brings it up, on a free port and in a data folder of its own.
 * Playwright's workers read this file again: they find both in the environment.
 *
 * E2E_BASE_URL with E2E_DATA_DIR: an installation that runs already.
 */
const given = process.env.E2E_BASE_URL !== undefined && process.env.E2E_PORT === undefined;
process.env.E2E_DATA_DIR ??= openTemporaryFolder("refund-desk-e2e-");
if (!given) {
  process.env.E2E_PORT ??= String(await freePort());
  process.env.E2E_BASE_URL ??= `http://localhost:${process.env.E2E_PORT}`;
}

const executablePath = findChromium();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.E2E_BASE_URL ?? "",
    locale: "en-GB",
    timezoneId: "Asia/Ho_Chi_Minh",
    // To follow a journey on all its pages would cost each of them a tenth of its time.
    trace: process.env.E2E_TRACE === "on" ? "retain-on-failure" : "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...["--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking"],
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  ...(given ? {} : { webServer: ownInstallation() }),
});

function ownInstallation() {
  return {
    command: `${process.execPath} scripts/start.ts`,
    url: `${process.env.E2E_BASE_URL}/api/health`,
    env: { PORT: process.env.E2E_PORT ?? "", DATA_DIR: process.env.E2E_DATA_DIR ?? "", DATABASE_URL: "" },
    timeout: 240_000,
    stdout: "ignore",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  } as const;
}
