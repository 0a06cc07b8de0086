import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { AppContext } from "#lib/services/context.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { commandLine, personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listApprovals } from "./list-approvals.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let manager: TestPerson;
let paymentId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  manager = await personAtWork(services, "manager");
  const gatewayAccountId = await createGatewayAccount(services);
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  paymentId = order.paymentIds[0] ?? "";
});

it("puts a request of the merchant's own systems before every manager, and a manager's own before the others", async () => {
  const key = await createApiKey(commandLine(manager), { name: "Web shop" });
  if (!key.ok) throw new Error(key.error.code);
  const shop: AppContext = { ...manager, operator: { kind: "api-key", id: key.value.id, name: "Web shop" } };
  const byShop = await ask(shop, "10000");
  const own = await ask(manager, "20000");

  expect(await inTab("for-me")).toEqual([byShop]);
  expect(await inTab("waiting")).toEqual([own]);
});

async function ask(by: AppContext, amount: string): Promise<string> {
  const asked = await requestRefund(by, { requestKey: randomUUID(), paymentId, amount, reason: "Returned" });
  if (!asked.ok) throw new Error(asked.error.code);
  return asked.value.id;
}

async function inTab(tab: ApprovalTab): Promise<string[]> {
  const page = await listApprovals(manager, { tab, limit: 10 });
  return page.ok ? page.value.items.map((row) => row.id) : [];
}
