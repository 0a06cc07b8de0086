import { createHash } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "../desk.ts";
import type { Figure } from "../figures.ts";
import type { Part } from "../part.ts";
import { SHOP } from "../seed.ts";
import { residentMb } from "../server.ts";
import { signedIn, type Web } from "../web.ts";

const SETTLE_MS = 5_000;
const LEAVE_AFTER_BYTES = 5_000_000;

/** All orders as one file: how long, how much memory the web grows by, and how soon the query ends when one leaves. */
export const exports: Part = {
  name: "exports",
  title: "Exports",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.freshWeb();
    await (await ask(desk, web)).destroy();
    await sleep(SETTLE_MS);

    const before = residentMb(web.pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(web.pid));
    }, 100);
    const began = performance.now();
    const file = await readAll(await ask(desk, web)).finally(() => clearInterval(watch));
    const seconds = (performance.now() - began) / 1_000;
    const kept = await desk.staff.prisma.dataExport.findFirstOrThrow({
      where: { outcome: "whole" },
      orderBy: { startedAt: "desc" },
    });
    if (kept.sha256 !== file.sha256) throw new Error("The file is not the one that the desk wrote down.");

    const figures: Figure[] = [
      {
        name: `exports: ${SHOP.orders.toLocaleString("en")} orders as CSV`,
        unit: "s",
        value: seconds,
        more: { rows: file.lines - 1, MB: file.bytes / 1e6, "rows/s": Math.round(file.lines / seconds) },
      },
      {
        name: "exports: memory that the web grows by meanwhile",
        unit: "MB",
        value: peak - before,
        more: { before, peak },
        target: { atMost: 200 },
      },
      {
        name: "exports: from leaving to the end of the query",
        unit: "ms",
        value: await leaveMs(desk, web),
        target: { atMost: 2_000 },
      },
    ];
    return { figures };
  },
};

async function ask(desk: Desk, web: Web): Promise<IncomingMessage> {
  const cookie = await signedIn(desk, web);
  const headers = {
    origin: web.origin,
    cookie: `${cookie.name}=${cookie.value}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  return new Promise((resolve, reject) => {
    request(new URL("/exports/orders/file", web.origin), { method: "POST", headers, agent: false }, (answer) =>
      answer.statusCode === 200 ? resolve(answer) : reject(new Error(`The export answered ${answer.statusCode}.`)),
    )
      .on("error", reject)
      .end("mark=on");
  });
}

async function readAll(answer: IncomingMessage): Promise<{ bytes: number; lines: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  let lines = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return { bytes, lines, sha256: hash.digest("hex") };
}

async function leaveMs(desk: Desk, web: Web): Promise<number> {
  const answer = await ask(desk, web);
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LEAVE_AFTER_BYTES) break;
  }
  const left = performance.now();
  const deadline = left + 30_000;
  while ((await running(desk)) > 0) {
    if (performance.now() > deadline) throw new Error("The query goes on although nobody reads.");
    await sleep(20);
  }
  return performance.now() - left;
}

async function running({ staff }: Desk): Promise<number> {
  const [row] = await staff.prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'refund-desk export'`;
  return row.count;
}
