import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepSmall, superviseChild } from "./child.ts";
import type { DataDir } from "./data-dir.ts";

let folder: string;
let log: string;
let writer: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refund-desk-log-"));
  log = join(folder, "worker.log");
  writer = openSync(log, "a");
});
afterEach(() => {
  closeSync(writer);
  rmSync(folder, { recursive: true });
});

test("H07 a log that grew too large is put aside while its process goes on writing, and one old one is kept", () => {
  for (const round of ["first", "second", "third"]) {
    writeSync(writer, `${round}\n`.repeat(20));
    keepSmall(log, 50);
  }
  writeSync(writer, "last\n");

  expect(readFileSync(log, "utf8")).toBe("last\n");
  expect(readFileSync(`${log}.1`, "utf8")).toBe("third\n".repeat(20));
});

test("a log that is small enough is left alone", () => {
  writeSync(writer, "first\n");
  keepSmall(log, 50);

  expect(readFileSync(log, "utf8")).toBe("first\n");
});

test("H07 where the old lines cannot be kept, the log makes room all the same", () => {
  mkdirSync(`${log}.1`);
  writeSync(writer, "first\n".repeat(20));
  keepSmall(log, 50);

  expect(readFileSync(log, "utf8")).toBe("");
});

test("the end of a log that is shown begins with the run that failed", async () => {
  writeSync(writer, "of another day\n".repeat(3));
  const spec = { name: "worker", args: ["-e", "console.error('no key'); process.exit(1)"], env: process.env } as const;
  const child = superviseChild(spec, { logs: folder, run: folder } as DataDir, () => {});

  await expect.poll(child.deaths, { timeout: 10_000 }).toBeGreaterThan(1);
  await child.stop();

  expect(child.tail()).toBe("no key");
});
