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
});
