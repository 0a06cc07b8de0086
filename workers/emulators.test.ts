import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createNeoxControl } from "#lib/gateways/neox/emulator/control.ts";

let folder: string;
let child: ChildProcess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulators-"));
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  child = spawn(process.execPath, ["workers/emulators.ts"], {
    env: { ...process.env, EMULATORS_PORT: "0", EMULATORS_DIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const url = /^Emulators ready: (.*)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error("The emulators ended before they were ready.");
}

function stop(signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill(signal);
  });
}

it("says where it listens, forgets nothing when killed, and ends cleanly when asked", async () => {
  const first = createNeoxControl(await start());
  await first.putMerchant("UFLIYL", { secretKey: "0123456789abcdef" });
  await first.putPayments({
    merchantCode: "UFLIYL",
    transactionId: "T1",
    payments: [{ id: "1", amount: 5, paymentMethod: "CC" }],
  });
  await first.portalRefund({ merchantCode: "UFLIYL", paymentId: "1", amount: 2 });
  await stop("SIGKILL");

  const second = createNeoxControl(await start());

  expect((await second.truth()).payments).toMatchObject([{ id: "1", refundedAmount: 2 }]);
  expect(await stop("SIGTERM")).toBe(0);
});
