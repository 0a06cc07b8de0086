import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { StepResult } from "./steps.ts";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Each test counts one, and so does a file that could not even be read. */
export function countVitest(file: string, status: number): StepResult {
  const report = read(file, vitestReport);
  if (!report) return { passed: 0, failed: 1, note: "no report was written" };

  const unreadable = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  );
  return withStatus({ passed: report.numPassedTests, failed: report.numFailedTests + unreadable.length }, status);
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A journey that passed only at the second try has failed. */
export function countPlaywright(file: string, status: number): StepResult {
  const report = read(file, playwrightReport);
  if (!report) return { passed: 0, failed: 1, note: "no report was written" };

  const { expected, unexpected, flaky } = report.stats;
  return withStatus({ passed: expected, failed: unexpected + flaky }, status);
}

const ownReport = z.object({ passed: z.number(), failed: z.number() });

/** The report of a runner of ours. */
export function countReport(file: string, status: number): StepResult {
  const report = read(file, ownReport);
  return report ? withStatus(report, status) : { passed: 0, failed: 1, note: "no report was written" };
}

/** A runner that fails with no failed test (an unhandled error, a hook) must not pass for a success. */
function withStatus(result: StepResult, status: number): StepResult {
  return status !== 0 && result.failed === 0 ? { ...result, failed: 1, note: "the runner itself failed" } : result;
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  if (!existsSync(file)) return undefined;
  return schema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
}
