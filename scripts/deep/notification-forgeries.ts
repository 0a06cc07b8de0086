import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PrismaPg } from "@prisma/adapter-pg";
import { openForgeryDesk, type Target } from "#prisma/factories/forgery-desk.ts";
import { PrismaClient } from "#prisma/generated/client.ts";
import { runPrisma } from "../prisma.ts";
import { keepProof } from "../proof/keep.ts";
import { startTestDatabase } from "../test/database.ts";

/**
 * 100,000 forgeries at an account of each gateway, genuine messages and 10,000 copies of them in between: no row of any refund, payment, proof
 * or case may change by a forgery or a copy, and every genuine one must settle its refund. Memory must stay flat.
 * `-- --write` keeps the figures in docs/proof.
 */
const FORGERIES = Number(process.env.FORGERIES ?? "100000");
const ROUNDS = 20;
const COPIES = FORGERIES / 10;
/** A tenth of what the process holds. */
const LARGEST_GROWTH = 0.1;
setFlagsFromString("--expose_gc");
const collect: () => void = runInNewContext("gc");

const server = await startTestDatabase();
const migrated = await runPrisma(["migrate", "deploy"], { env: { DATABASE_URL: server.url } });
if (migrated.status !== 0) throw new Error(migrated.output);
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: server.url }) });
const desk = await openForgeryDesk({ url: server.url, prisma }, ROUNDS);
const failures: string[] = [];
const figures: Record<string, string> = {};

for (const target of desk.targets) await besiege(target);

await desk.close();
await prisma.$disconnect();
await server.stop();
for (const failure of failures) console.error(failure);
if (process.argv.includes("--write"))
  keepProof({
    name: "notification-forgeries",
    title: "Forged notifications change nothing",
    command: "npm run test:deep -- notification-forgeries",
    figures,
  });
process.exit(failures.length === 0 ? 0 : 1);

async function besiege(target: Target): Promise<void> {
  const totals: Record<string, number> = {};
  let [settled, early] = [0, 0];
  const began = performance.now();
  for (const [round, waiting] of target.waiting.entries()) {
    const told = { ...waiting, result: "succeeded" as const, note: 101 };
    const before = await desk.stateOfMoney();
    const answers = await desk.attack(target, told, FORGERIES / ROUNDS);
    await desk.settle();
    if ((await desk.stateOfMoney()) !== before) failures.push(`${target.gateway}: round ${round} changed something`);
    for (const [kind, statuses] of Object.entries(answers))
      for (const [status, count] of Object.entries(statuses)) add(totals, `${kind} ${status}`, count);

    const answer = await desk.tell(target, told);
    await desk.settle();
    if (answer.status === 200 && (await desk.stateOf(waiting.refundId)) === "succeeded") settled++;
    const after = await desk.stateOfMoney();
    for (let copy = 0; copy < COPIES / ROUNDS; copy++) await desk.tell(target, told);
    await desk.settle();
    if ((await desk.stateOfMoney()) !== after)
      failures.push(`${target.gateway}: round ${round}: a copy changed something`);
    if (round === 2) early = megabytes();
  }
  const growth = megabytes() - early;
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(
    `\n${target.gateway}: ${FORGERIES} forgeries in ${seconds} s, ${settled} of ${ROUNDS} genuine ones settled`,
  );
  console.log(`memory after round 3: ${early} MB, at the end ${growth >= 0 ? "+" : ""}${growth} MB`);
  for (const [kind, count] of Object.entries(totals).sort()) console.log(`  ${kind.padEnd(36)} ${count}`);
  const changed = failures.filter((failure) => failure.startsWith(target.gateway)).length;
  figures[target.gateway] =
    `${FORGERIES} forgeries of ${Object.keys(totals).length} kinds in ${seconds} s, ${changed} changed a row; ` +
    `${settled} of ${ROUNDS} genuine ones settled; memory ${growth >= 0 ? "+" : ""}${growth} MB`;
  if (settled !== ROUNDS) failures.push(`${target.gateway}: ${ROUNDS - settled} genuine messages did not settle`);
  if (growth > early * LARGEST_GROWTH) failures.push(`${target.gateway}: memory grew by ${growth} MB`);
}

function add(totals: Record<string, number>, name: string, count: number): void {
  totals[name] = (totals[name] ?? 0) + count;
}

/** What is really held, after a collection. */
function megabytes(): number {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}
