import { runCommand } from "../command.ts";
import { root } from "../start/prepare.ts";
import type { Step, StepResult, Surroundings } from "./steps.ts";

/**
 * The steps of a lane one after the other, the lanes side by side, and what is alone after all that stands before it;
 * the results in the order of the steps.
 */
export async function runInLanes(
  steps: readonly Step[],
  databaseUrl: Surroundings["databaseUrl"],
): Promise<readonly StepResult[]> {
  const somethingWaits = steps.some(({ lane }) => lane === "waits");
  const results = new Map<string, Promise<StepResult>>();
  const ends = new Map<Step["lane"], Promise<unknown>>();
  let lastAlone: Promise<unknown> | undefined;
  for (const step of steps) {
    const needed = (step.needs ?? []).map(async (name) => ((await results.get(name))?.failed ? name : undefined));
    const before = step.lane === "alone" ? Promise.all(results.values()) : (ends.get(step.lane) ?? lastAlone);
    const result = Promise.all([Promise.all(needed), before]).then(([failed]) =>
      run(step, failed.find(Boolean), { databaseUrl, givesWay: step.lane === "computes" && somethingWaits }),
    );
    results.set(step.name, result);
    if (step.lane === "alone") {
      ends.clear();
      lastAlone = result;
    } else ends.set(step.lane, result);
  }
  return Promise.all(results.values());
}

type Given = Pick<Surroundings, "databaseUrl"> & { readonly givesWay: boolean };

async function run(step: Step, failedNeed: string | undefined, given: Given): Promise<StepResult> {
  const began = Date.now();
  const said: string[] = [];
  console.log(`... ${step.title}`);
  const result: StepResult = failedNeed
    ? { passed: 0, failed: 1, note: `not run, because ${failedNeed} failed` }
    : await step.run(surroundings(said, given)).catch((error: unknown) => {
        said.push(error instanceof Error ? `${error.stack}` : String(error));
        return { passed: 0, failed: 1 };
      });
  const note = result.note ? ` (${result.note})` : "";
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  const counts = `${result.passed} passed, ${result.failed} failed${note}, ${seconds} s`;
  console.log([`\n=== ${step.title}`, ...said.filter(Boolean), `--- ${step.title}: ${counts}\n`].join("\n"));
  return result;
}

function surroundings(said: string[], { databaseUrl, givesWay }: Given): Surroundings {
  return {
    databaseUrl,
    say: (text) => said.push(text.trim()),
    async command(args, env) {
      const result = await runCommand(args, {
        cwd: root,
        env: { ...process.env, ...env },
        output: "capture",
        givesWay,
      });
      said.push(result.output.trim());
      return result;
    },
  };
}
