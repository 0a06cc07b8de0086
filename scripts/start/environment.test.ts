import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./prepare.ts";

test("npm start with a variable that only its children use says so in one sentence, and makes and starts nothing", () => {
  const DATA_DIR = join(tmpdir(), `refund-desk-environment-${process.pid}`);
  const env = { ...process.env, DATA_DIR, NEXTAUTH_URL: "refunds.example.com" };

  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/start.ts"], {
    cwd: root,
    env,
    encoding: "utf8",
  });

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^NEXTAUTH_URL is no URL: set it to .+\.\n$/);
  expect(existsSync(DATA_DIR)).toBe(false);
});
