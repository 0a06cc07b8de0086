import { root } from "../start/prepare.ts";
import type { Desk } from "./desk.ts";
import { environment, type Running, run } from "./server.ts";
import type { Web } from "./web.ts";

/** A worker as `npm run start:worker` runs it. */
export function startWorker(desk: Desk, { port }: Web): Running {
  const args = ["--max-semi-space-size=1", "--max-old-space-size=128", "workers/worker.ts"];
  return run({ name: "worker", args, cwd: root }, desk, environment(desk, port));
}
