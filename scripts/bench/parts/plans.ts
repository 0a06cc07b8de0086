import pg from "pg";
import { getOrderPage } from "#lib/services/orders/get-order.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { readDashboard } from "#lib/services/reports/read-dashboard.ts";
import type { Plan } from "../figures.ts";
import type { Part } from "../part.ts";
import { deepCursors, sampleOrders } from "../samples.ts";
import { recordStatements, type Statement } from "../statements.ts";
import { searchTexts } from "./search.ts";

/** EXPLAIN (ANALYZE, BUFFERS) of the very statements that the services send. */
export const plans: Part = {
  name: "plans",
  title: "Query plans",
  async run({ desk }) {
    const { databaseUrl, staff } = await desk();
    const [deep] = deepCursors(await sampleOrders(staff.prisma));
    const cases: [string, () => Promise<unknown>][] = [
      ["list, newest", () => listOrders(staff, { limit: 50 })],
      ["list, deep", () => listOrders(staff, { limit: 50, cursor: deep })],
      ["list, refunds succeeded", () => listOrders(staff, { limit: 50, state: "succeeded" })],
      ["list, refunds to review", () => listOrders(staff, { limit: 50, state: "needs_review" })],
    ];
    for (const [kind, text] of Object.entries(await searchTexts(staff)))
      cases.push([`search, ${kind}`, () => listOrders(staff, { limit: 50, q: text(7) })]);
    const [sample] = await sampleOrders(staff.prisma);
    cases.push(["order detail", () => getOrderPage(staff, sample?.orderId ?? "")]);
    cases.push(["dashboard", () => readDashboard(staff, { days: 90 })]);

    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const found: Plan[] = [];
      for (const [name, work] of cases) {
        await work();
        const sent = await recordStatements(work);
        for (const [index, statement] of sent.entries())
          found.push(
            await explain(client, sent.length > 1 ? `${name} (${index + 1} of ${sent.length})` : name, statement),
          );
      }
      return { figures: [], plans: found };
    } finally {
      await client.end();
    }
  },
};

async function explain(client: pg.Client, name: string, { text, values }: Statement): Promise<Plan> {
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...values]);
  return { name, sql: text.replace(/\s+/g, " ").trim(), plan: rows.map((row) => row["QUERY PLAN"]).join("\n") };
}
