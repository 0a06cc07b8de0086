import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { writeGatewayList } from "./scripts/gateway-list.ts";

writeGatewayList();

const realProcesses = "scripts/real/**/*.test.ts";
const databaseTests = "**/*.db.test.{ts,tsx}";
const exclude = [...configDefaults.exclude, ".next/**", ".data/**", ".test/**", "e2e/**", "scripts/new-gateway/**"];

/** Takes minutes; last in line it would keep one core waiting for the other. */
const LONGEST = ["worker-kills.db.test.ts", "notification-forgeries.db.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    restoreMocks: true,
    // How long a slow machine may take is no promise of ours.
    expect: { poll: { timeout: 20_000 } },
    sequence: { shuffle: { tests: true, files: false }, sequencer: LongestFirst },
    // Database tests wait for more than half of their time.
    maxWorkers: Math.max(3, availableParallelism()),
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
