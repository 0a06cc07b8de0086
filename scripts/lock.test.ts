import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readHolder, tryLock } from "./lock.ts";
import { birthOf } from "./processes.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refund-desk-lock-"));
  path = join(folder, "lock.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a lock", () => {
  test("is had by one process at a time, and says by whom", () => {
    const lock = tryLock(path, "start");

    expect(tryLock(path, "cli")).toBeUndefined();
    expect(readHolder(path)).toEqual({ pid: process.pid, birth: birthOf(process.pid), purpose: "start" });
    lock?.release();
    expect(tryLock(path, "cli")).toBeDefined();
  });

  test("of a process that died is taken over", () => {
    writeFileSync(path, JSON.stringify({ pid: 2 ** 30, birth: "1", purpose: "start" }));

    expect(tryLock(path, "start")).toBeDefined();
  });

  test("is not kept by a stranger who got the dead process's number", () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, birth: "another time", purpose: "start" }));

    expect(tryLock(path, "start")).toBeDefined();
  });
});
