import { setTimeout as sleep } from "node:timers/promises";
import { httpClient } from "../http-client.ts";
import { crowd } from "../measure.ts";
import type { Part } from "../part.ts";
import { residentMb } from "../server.ts";
import { signedIn } from "../web.ts";
import { startWorker } from "../worker.ts";

const IDLE_MS = 30_000;
const LOAD_MS = 60_000;

/** What the processes hold when nobody asks anything, and the web when sixteen people never stop asking. */
export const memory: Part = {
  name: "memory",
  title: "Memory",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.freshWeb();
    const worker = startWorker(desk, web);
    const cookie = await signedIn(desk, web);
    const client = httpClient(web.origin, { cookie: `${cookie.name}=${cookie.value}` });
    try {
      await client.get("/orders");
      await sleep(IDLE_MS);
      const idle = { web: residentMb(web.pid), worker: residentMb(worker.pid) };

      let peak = 0;
      const watch = setInterval(() => {
        peak = Math.max(peak, residentMb(web.pid));
      }, 250);
      const load = await crowd(() => client.get("/orders"), { forMs: LOAD_MS }).finally(() => clearInterval(watch));
      return {
        figures: [
          { name: "memory: web, idle", unit: "MB", value: idle.web, target: { atMost: 200 } },
          {
            name: "memory: web, 16 clients on /orders for a minute",
            unit: "MB",
            value: peak,
            more: { "answers/s": load.perSecond, after: residentMb(web.pid) },
            target: { atMost: 450 },
          },
          { name: "memory: worker, idle", unit: "MB", value: idle.worker, target: { atMost: 150 } },
        ],
      };
    } finally {
      client.close();
      await worker.stop();
    }
  },
};
