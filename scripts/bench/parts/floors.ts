import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { type Figure, rate, waiting } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import { alone, crowd } from "../measure.ts";
import type { Bench, Part } from "../part.ts";
import { inTurn, sampleOrders } from "../samples.ts";

/** What nothing on this machine can be quicker than: the bare statement, the bare server, the bare page. */
export const floors: Part = {
  name: "floors",
  title: "Floors",
  run: async (bench) => ({
    figures: [...(await database(bench)), ...(await bareServer()), ...(await minimalPages(bench))],
  }),
};

export const FLOOR = {
  list: "floor: SQL, keyset page of 50",
  lookUp: "floor: SQL, indexed look-up",
  transaction: "floor: SQL, transaction of a refund",
  page: "floor: Next.js, minimal dynamic page",
  pageCrowd: "floor: Next.js, minimal dynamic page, 16 clients",
  json: "floor: Next.js, route with 10 kB of JSON",
  jsonCrowd: "floor: Next.js, route with 10 kB of JSON, 16 clients",
  transactionCrowd: "floor: SQL, transaction of a refund, 16 clients",
} as const;

async function database({ desk }: Bench): Promise<Figure[]> {
  const { databaseUrl, staff } = await desk();
  const order = inTurn(await sampleOrders(staff.prisma));
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
  const list = () => pool.query("SELECT * FROM sales_order ORDER BY placed_at DESC, id DESC LIMIT 50");
  const lookUp = (turn: number) => pool.query("SELECT * FROM sales_order WHERE order_id = $1", [order(turn).orderId]);
  const refund = (turn: number) => bareRefund(pool, order(turn).paymentId);
  await pool.query(
    "CREATE TABLE IF NOT EXISTS bench_floor (id bigserial PRIMARY KEY, payment_id uuid, at timestamptz DEFAULT now())",
  );
  try {
    return [
      waiting(FLOOR.list, await alone(list)),
      waiting(FLOOR.lookUp, await alone(lookUp)),
      waiting(FLOOR.transaction, await alone(refund)),
      rate(FLOOR.transactionCrowd, await crowd(refund)),
    ];
  } finally {
    await pool.query("DROP TABLE bench_floor");
    await pool.end();
  }
}

/** Lock, change, insert, commit: the least that a request to refund can be. */
async function bareRefund(pool: pg.Pool, paymentId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("UPDATE payment SET updated_at = now() WHERE id = $1", [paymentId]);
    await client.query("INSERT INTO bench_floor (payment_id) VALUES ($1)", [paymentId]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

async function bareServer(): Promise<Figure[]> {
  const body = JSON.stringify(Array.from({ length: 50 }, () => "x".repeat(197)));
  const server = createServer((_request, response) => response.setHeader("content-type", "application/json").end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = httpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return [waiting("floor: Node.js, 10 kB of JSON", await alone(() => client.get("/")))];
  } finally {
    client.close();
    server.close();
  }
}

async function minimalPages({ web }: Bench): Promise<Figure[]> {
  const { origin } = await web();
  const client = httpClient(origin);
  const page = () => client.get("/floor/dynamic");
  const json = () => client.get("/floor/json");
  try {
    return [
      waiting(FLOOR.page, await alone(page)),
      rate(FLOOR.pageCrowd, await crowd(page)),
      waiting(FLOOR.json, await alone(json)),
      rate(FLOOR.jsonCrowd, await crowd(json)),
    ];
  } finally {
    client.close();
  }
}
