import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, it } from "vitest";

it("D16 a worker that is told to stop before it stands ends in order, also while its database does not answer", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const worker = spawn(process.execPath, ["workers/worker.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: `postgresql://desk@127.0.0.1:${(silent.address() as AddressInfo).port}/desk`,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      PUBLIC_URL: "http://127.0.0.1:3000",
      STARTED_BY: "npm start",
      LOG_LEVEL: "silent",
    },
    stdio: "ignore",
  });
  const [connection] = await once(silent, "connection");

  worker.kill("SIGTERM");

  expect(await once(worker, "exit")).toEqual([0, null]);
  connection.destroy();
  silent.close();
});
