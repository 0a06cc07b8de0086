import { expect, it } from "vitest";
import { runCommand } from "../command.ts";
import { root } from "../start/prepare.ts";

/** What the failed run of many worlds said about the smallest world that still fails. */
const ONE_WORLD = ["scripts/simulate.ts", "--seed", "4", "--refunds", "8"];
const WITH_BUG = { ...process.env, MUTATION: "resend-on-timeout" };

it("a failure of the simulation comes back from its seed, down to the trace, and is not there without its bug", async () => {
  const replay = (env: NodeJS.ProcessEnv) =>
    runCommand(["--import", "./scripts/mutations/loader.ts", ...ONE_WORLD], { cwd: root, env, output: "capture" });

  const [first, second, sound] = await Promise.all([replay(WITH_BUG), replay(WITH_BUG), replay(process.env)]);

  expect(first.status).toBe(1);
  expect(first.output).toMatch(/^DOUBLE: neox \w+ is \w+, moved \d+ times$/m);
  expect(second.output).toBe(first.output);
  expect(sound.status).toBe(0);
}, 120_000);
