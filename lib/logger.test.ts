import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { loggerOptions } from "./logger.ts";

function logged(write: (log: pino.Logger) => void): string {
  const lines: string[] = [];
  write(pino(loggerOptions("test", "info"), { write: (line: string) => lines.push(line) }));
  return lines.join("");
}

describe("the log", () => {
  test.each([
    { password: "hunter2-hunter2" },
    { request: { headers: { authorization: "Bearer hunter2-hunter2" } } },
    { account: { credentials: { secretKey: "hunter2-hunter2" } } },
    { refund: { receiver: { accountNumber: "hunter2-hunter2" } } },
    { deep: { er: { still: { token: "hunter2-hunter2" } } } },
  ])("blacks out what %j calls a secret", (entry) => {
    expect(logged((log) => log.info(entry, "kept"))).not.toContain("hunter2");
    expect(logged((log) => log.info(entry, "kept"))).toContain("kept");
  });

  test("keeps of an error what names the failure, not the values the database driver hangs on it", () => {
    const error = Object.assign(new Error("unique constraint"), {
      code: "23505",
      detail: "Key (email)=(an@example.com)",
      meta: { email: "an@example.com" },
    });
    const line = logged((log) => log.error({ err: error }, "refused"));

    expect(line).toContain("23505");
    expect(line).not.toContain("an@example.com");
  });

  test("takes a text with percent signs as it is", () => {
    expect(logged((log) => log.info("100 %s of it"))).toContain("100 %s of it");
  });

  test("H07 throws at nobody while its disk takes no more, and tells what waited once there is room", () => {
    const folder = mkdtempSync(join(tmpdir(), "refund-desk-log-"));
    const output = openSync(join(folder, "log"), "a");

    // A process may let no file grow beyond this many blocks: what a full disk does, without filling one.
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", 'ulimit -f 16; exec "$0" --eval "$1"', process.execPath, SCRIPT],
      {
        cwd: join(import.meta.dirname, ".."),
        stdio: ["ignore", output, "pipe"],
        encoding: "utf8",
      },
    );
    closeSync(output);
    const lines = readFileSync(join(folder, "log"), "utf8").trimEnd().split("\n");
    rmSync(folder, { recursive: true });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "worked on" });
    expect(lines.at(-1)).toContain("room again");
    expect(lines.length).toBeLessThan(10);
  });
});

/** Logs until nothing is taken any more and a little longer, works on, makes room, and logs once more. */
const SCRIPT = `
  import { fstatSync, ftruncateSync } from "node:fs";
  import { createLogger } from "./lib/logger.ts";
  const log = createLogger("worker", "info");
  const size = () => fstatSync(1).size;
  for (let before = -1; size() > before; ) {
    before = size();
    log.info("x".repeat(200));
  }
  for (let more = 0; more < 3; more += 1) log.info("x".repeat(200));
  process.stderr.write("worked on");
  ftruncateSync(1);
  log.info("room again");
`;
