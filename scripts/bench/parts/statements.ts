import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "../desk.ts";
import type { Figure } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import type { Part } from "../part.ts";
import { sampleOrders } from "../samples.ts";
import { apiKeys, signedIn } from "../web.ts";

/** What one request asks of the database, as its own log tells; BEGIN and COMMIT are not counted. */
export const statements: Part = {
  name: "statements",
  title: "SQL statements per request",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.web();
    const [order] = await sampleOrders(desk.staff.prisma, 1);
    const cookie = await signedIn(desk, web);
    const [key = ""] = await apiKeys(desk, 1);
    const people = httpClient(web.origin, { cookie: `${cookie.name}=${cookie.value}` });
    const api = { authorization: `Bearer ${key}` };
    const payment = await desk.staff.prisma.payment.findFirstOrThrow({
      where: { method: "CC", status: "succeeded", reservedMinor: 0n, refundedMinor: 0n },
      orderBy: { createdAt: "desc" },
    });
    const ask = async () => {
      const answer = await fetch(`${web.origin}/api/v1/refunds`, {
        method: "POST",
        headers: { ...api, "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({ paymentId: payment.id, amount: "20000", currency: "VND", reason: "Counted" }),
      });
      if (answer.status !== 202) throw new Error(`The refund was refused: ${await answer.text()}`);
    };
    const cases: [string, number | null, () => Promise<unknown>][] = [
      ["page /orders", 2, () => people.get("/orders")],
      ["page /orders, deep search by a common name", null, () => people.get("/orders?q=nguyen")],
      ["page /orders, search by order ID", null, () => people.get(`/orders?q=${order?.orderId}`)],
      ["page /orders/{orderId}", 4, () => people.get(`/orders/${order?.orderId}`)],
      ["GET /api/v1/orders", null, () => people.get("/api/v1/orders", api)],
      ["POST /api/v1/refunds", 8, ask],
    ];
    const figures: Figure[] = [];
    try {
      for (const [name, atMost, work] of cases) {
        await work();
        const value = await countStatements(desk, work);
        figures.push({
          name: `statements: ${name}`,
          unit: "statements",
          value,
          ...(atMost ? { target: { atMost } } : {}),
        });
      }
      return { figures };
    } finally {
      people.close();
    }
  },
};

const WEB = "[refund-desk web]";
const OWN = /: (BEGIN|COMMIT|ROLLBACK)/;

async function countStatements({ staff, dataDir }: Desk, work: () => Promise<unknown>): Promise<number> {
  const { prisma } = staff;
  const log = join(dataDir.logs, "postgres.log");
  await setLogging(staff, "'all'", `'[%a] '`);
  const before = existsSync(log) ? readFileSync(log, "utf8").length : 0;
  try {
    await work();
    // What a request does after its answer belongs to it.
    await sleep(300);
  } finally {
    await setLogging(staff, "DEFAULT", "DEFAULT");
  }
  await prisma.$queryRaw`SELECT 1`;
  const lines = readFileSync(log, "utf8").slice(before).split("\n");
  return lines.filter((line) => line.startsWith(WEB) && / (statement|execute [^:]*): /.test(line) && !OWN.test(line))
    .length;
}

async function setLogging({ prisma }: Desk["staff"], statement: string, prefix: string): Promise<void> {
  await prisma.$executeRawUnsafe(`ALTER SYSTEM SET log_statement = ${statement}`);
  await prisma.$executeRawUnsafe(`ALTER SYSTEM SET log_line_prefix = ${prefix}`);
  await prisma.$executeRaw`SELECT pg_reload_conf()`;
  await sleep(300);
}
