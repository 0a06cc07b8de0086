import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { writeGatewayList } from "./scripts/gateway-list.ts";

writeGatewayList();

const databaseTests = "**/*.db.test.{ts,tsx}";
const exclude = [...configDefaults.exclude, ".next/**", ".data/**", ".test/**", "e2e/**", "scripts/new-gateway/**"];

/** Takes minutes; last in line it would keep one core waiting for the other. */
const LONGEST = ["real-processes.db.test.ts", "notification-forgeries.db.test.ts"];

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
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { shuffle: { tests: true, files: false }, sequencer: LongestFirst },
    // Files share the modules of their process: to load them anew for each would cost as much as a third of the tests.
    isolate: false,
    // Database tests wait for a part of their time.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...exclude, databaseTests] },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [databaseTests],
          exclude,
          globalSetup: "prisma/test-server.ts",
        },
      },
    ],
  },
});
