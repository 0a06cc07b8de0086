import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { countPlaywright, countVitest } from "./counts.ts";

const folder = mkdtempSync(join(tmpdir(), "refund-desk-counts-"));
const file = join(folder, "report.json");
const report = (content: object) => writeFileSync(file, JSON.stringify(content));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the last line of npm test", () => {
  test("counts tests, and a file that cannot be read as one failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    report({
      numPassedTests: 7,
      numFailedTests: 2,
      testResults: [broken, { status: "passed", assertionResults: [{}] }],
    });

    expect(countVitest(file, 1)).toEqual({ passed: 7, failed: 3 });
  });

  test("counts a runner that fails without a failed test", () => {
    report({ numPassedTests: 7, numFailedTests: 0, testResults: [] });

    expect(countVitest(file, 1)).toMatchObject({ passed: 7, failed: 1 });
    expect(countVitest(file, 0)).toEqual({ passed: 7, failed: 0 });
  });

  test("counts a journey that needed a second try as failed", () => {
    report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } });

    expect(countPlaywright(file, 1)).toEqual({ passed: 5, failed: 2 });
  });

  test("counts a runner that left no report as one failure", () => {
    expect(countPlaywright(join(folder, "nowhere.json"), 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});
