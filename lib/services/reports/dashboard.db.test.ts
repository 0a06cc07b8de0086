import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { DashboardDto } from "#lib/contracts/dashboard.ts";
import { currencyDigits } from "#lib/domain/money.ts";
import { IN_FLIGHT, type RefundState, TRANSITIONS } from "#lib/domain/refund-state.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createRandom } from "#lib/simulation/random.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { readDashboard } from "./read-dashboard.ts";

const database = useTestDatabase();
const SHOPS = [
  { gateway: "neox", currency: "VND", amount: "900000", part: "1000" },
  { gateway: "easylink", currency: "HKD", amount: "9000.00", part: "12.50" },
  { gateway: "payease", currency: "CNY", amount: "9000.00", part: "7.77" },
] as const;
const random = createRandom("dashboard");
let staff: TestPerson;
let manager: TestPerson;

beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff", { zone: "Asia/Ho_Chi_Minh" });
  manager = await personAtWork(services, "manager");
  for (const { gateway, currency, amount, part } of SHOPS) {
    const gatewayAccountId = await createGatewayAccount(services, { gateway });
    for (let order = 0; order < 4; order += 1) {
      const { paymentIds } = await createOrder(database.prisma, {
        currency,
        payments: [{ gatewayAccountId, gateway, amount, method: "CC" }],
      });
      for (let wish = 0; wish < 6; wish += 1) await walkRandomly(paymentIds[0] ?? "", part, `Reason ${wish % 3}`);
    }
  }
});

/** Asks for a refund and lets it go as far as chance will have it. */
async function walkRandomly(paymentId: string, amount: string, reason: string): Promise<void> {
  const wish = { requestKey: randomUUID(), paymentId, amount, reason, evenIfRepeated: true };
  const requested = await requestRefund(staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id } = requested.value;
  for (let steps = random.between(0, 7); steps > 0; steps -= 1) {
    await staff.store.transaction(async (tx) => {
      const refund = await tx.refunds.lock(id);
      if (!refund || TRANSITIONS[refund.state].length === 0) return;
      const next = random.pick(TRANSITIONS[refund.state]);
      if (IN_FLIGHT.includes(next) && refund.exclusive && (await isAnotherInFlight(refund))) return;
      await moveRefund(tx, refund, { to: next, by: staff.operator, patch: restOf(next, refund.expiresAt) });
    });
  }
}

/** What the database asks of an open state: a time at which somebody or something looks again. */
function restOf(state: RefundState, expiresAt: Date | null) {
  const later = new Date(Date.now() + 3_600_000);
  const waits = state === "awaiting_approval" || state === "sent_back";
  return waits ? { expiresAt: expiresAt ?? later } : TRANSITIONS[state].length > 1 ? { nextRunAt: later } : {};
}

async function isAnotherInFlight({ id, paymentId }: Refund): Promise<boolean> {
  const others = { paymentId, id: { not: id }, state: { in: [...IN_FLIGHT] } };
  return (await database.prisma.refund.count({ where: others })) > 0;
}

async function dashboard(person: TestPerson, currency?: string): Promise<DashboardDto> {
  const read = await readDashboard(person, { days: 7, ...(currency && { currency }) });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

function minorOf(text: string, currency: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  expect(fraction.length).toBe(currencyDigits(currency));
  return BigInt(whole + fraction);
}

describe.each(SHOPS)("in $currency at $gateway", ({ gateway, currency }) => {
  it("J06 what was refunded equals the counters of the payments, by gateway and by day", async () => {
    const { gateways, daily } = await dashboard(staff, currency);
    const [{ refunded }] = await database.prisma.$queryRaw<[{ refunded: bigint }]>`
      SELECT COALESCE(sum(refunded_minor), 0)::bigint AS refunded FROM payment WHERE currency = ${currency} AND gateway = ${gateway}`;

    const mine = gateways.find((row) => row.gateway === gateway);
    const posted = minorOf(mine?.refunded ?? "0", currency);
    expect(posted - minorOf(mine?.cameBack ?? "0", currency)).toBe(refunded);
    const byDay = daily.flatMap((day) => day.refunded).reduce((sum, row) => sum + minorOf(row.amount, currency), 0n);
    expect(byDay).toBe(posted);
  });

  it("J06 the money at risk equals what is reserved", async () => {
    const { atRisk } = await dashboard(staff);
    const [{ reserved }] = await database.prisma.$queryRaw<[{ reserved: bigint }]>`
      SELECT COALESCE(sum(reserved_minor), 0)::bigint AS reserved FROM payment WHERE currency = ${currency} AND gateway = ${gateway}`;

    const mine = atRisk.filter((row) => row.currency === currency && row.gateway === gateway);
    expect(mine.reduce((sum, row) => sum + minorOf(row.amount, currency), 0n)).toBe(reserved);
  });

  it("J06 reasons add up to what was refunded", async () => {
    const { gateways, reasons } = await dashboard(staff, currency);

    const sum = (rows: readonly { readonly amount: string }[]) =>
      rows.reduce((total, row) => total + minorOf(row.amount, currency), 0n);
    expect(sum(reasons)).toBe(sum(gateways.map((row) => ({ amount: row.refunded }))));
  });
});

it("names each currency by itself, and a currency that nobody uses is not shown", async () => {
  expect((await dashboard(staff)).currencies.toSorted()).toEqual(["CNY", "HKD", "VND"]);
  expect((await dashboard(staff, "USD")).currency).not.toBe("USD");
});

it("counts for each person what waits for them", async () => {
  const waiting = await database.prisma.refund.count({ where: { state: "awaiting_approval" } });

  expect((await dashboard(manager)).needsMe.approvals).toBe(waiting);
  expect((await dashboard(staff)).needsMe).toMatchObject({ approvals: null, cases: null });
});

it("tells how long we took and how long the gateway took, and the fee that it told", async () => {
  const [posted] = await database.prisma.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM refund r JOIN ledger l ON l.refund_id = r.id AND l.kind = 'post' WHERE r.currency = 'VND' AND r.state = 'succeeded' LIMIT 1`;
  if (!posted) return;
  await database.prisma.$executeRaw`
    INSERT INTO evidence (refund_id, source, verdict, digest, detail) VALUES (${posted.id}::uuid, 'notification', 'moved', 'fee', '{"fee": "3300"}')`;

  const { gateways } = await dashboard(staff, "VND");

  expect(gateways.find((row) => row.gateway === "neox")).toMatchObject({ fees: "3300", feesOf: 1 });
});
