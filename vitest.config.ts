import { configDefaults, defineConfig } from "vitest/config";
import { writeGatewayList } from "./scripts/gateway-list.ts";

writeGatewayList();

const realProcesses = "scripts/real/**/*.test.ts";
const databaseTests = "**/*.db.test.{ts,tsx}";
const exclude = [...configDefaults.exclude, ".next/**", ".data/**", ".test/**", "e2e/**", "scripts/new-gateway/**"];

export default defineConfig({
  test: {
    restoreMocks: true,
    // How long a slow machine may take is no promise of ours.
    expect: { poll: { timeout: 20_000 } },
    sequence: { shuffle: true },
    // Vitest leaves one core to itself, which of two is half the machine; database tests mostly wait.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...exclude, databaseTests, realProcesses] },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [databaseTests],
          exclude,
          globalSetup: "prisma/test-server.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // Needs the web app's build, and has the machine to itself.
      { extends: true, test: { name: "real", include: [realProcesses] } },
    ],
  },
});
