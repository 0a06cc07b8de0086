import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataDir, readSecrets } from "./data-dir.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refund-desk-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the data folder", () => {
  test("makes its secrets once, and shows them to nobody else", async () => {
    const first = await openDataDir(folder, "start");
    first.lock.release();
    const second = await openDataDir(folder, "start");

    expect(second.secrets).toEqual(first.secrets);
    expect(readSecrets(folder)).toEqual(first.secrets);
    expect(statSync(join(folder, "secrets.json")).mode & 0o077).toBe(0);
    expect(Buffer.from(first.secrets.encryptionKey, "base64")).toHaveLength(32);
    expect(first.secrets.demoPassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  });

  test("belongs to one start at a time", async () => {
    await openDataDir(folder, "start");

    await expect(openDataDir(folder, "start")).rejects.toThrow(
      /^Another Refund Desk \(process \d+\) already uses .+: stop it, or set DATA_DIR and PORT/,
    );
  });

  test("with broken secrets stops the start with one sentence", async () => {
    writeFileSync(join(folder, "secrets.json"), "{ half");

    await expect(openDataDir(folder, "start")).rejects.toThrow(
      /secrets\.json is broken: restore it from a backup, or remove/,
    );
  });

  test("that is a file stops the start with one sentence", async () => {
    writeFileSync(join(folder, "file"), "");

    await expect(openDataDir(join(folder, "file"), "start")).rejects.toThrow(
      /is no folder: move that file away, or set DATA_DIR/,
    );
  });
});
