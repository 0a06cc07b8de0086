import { root } from "../start/prepare.ts";
import { WORKER } from "../start/refund-desk.ts";
import type { Desk } from "./desk.ts";
import { environment, type Running, run } from "./server.ts";
import type { Web } from "./web.ts";

/** A worker as `npm run start:worker` runs it. */
export function startWorker(desk: Desk, { port }: Web): Running {
  return run({ name: "worker", args: WORKER, cwd: root }, desk, environment(desk, port));
}
