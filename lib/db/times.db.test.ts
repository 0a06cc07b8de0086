import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const database = useTestDatabase();
afterEach(() => void vi.useRealTimers());

it("H01 a process whose clock is six hours wrong dates nothing: the database does", async () => {
  const services = testServices(database.prisma);
  const staff = await personAtWork(services, "staff");
  const gatewayAccountId = await createGatewayAccount(services);
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6 * 3_600_000 });

  const wish = { requestKey: randomUUID(), paymentId: order.paymentIds[0] ?? "", amount: "40000", reason: "Returned" };
  expect(await requestRefund(staff, wish)).toMatchObject({ ok: true });

  const [row] = await database.prisma.$queryRaw<[{ late: bigint }]>`
    SELECT (SELECT count(*) FROM refund WHERE created_at > clock_timestamp())
      + (SELECT count(*) FROM ledger WHERE at > clock_timestamp()) + (SELECT count(*) FROM audit WHERE at > clock_timestamp()) AS late`;
  expect(Number(row.late)).toBe(0);
});

it("H01 no table takes a time from the process that writes", () => {
  // Prisma fills `now()` in by itself, from this machine's clock.
  expect(readFileSync("prisma/schema.prisma", "utf8")).not.toContain("@default(now())");
});
