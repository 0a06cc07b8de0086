import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { ListCases } from "#lib/contracts/review.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import type { TestPerson } from "#prisma/factories/people.ts";
import { teamAtWork } from "#prisma/factories/team.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listCases } from "./list-cases.ts";

const database = useTestDatabase();
let manager: TestPerson;
let paymentId: string;
let refundId: string;
let neox: string;
let payease: string;

/** Five open cases about a refund and about payments, by the hour in which they were opened, and one that is closed. */
beforeAll(async () => {
  const team = await teamAtWork(database.prisma);
  ({ manager, accountId: neox } = team);
  payease = await createGatewayAccount(team.services, { gateway: "payease" });
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId: neox, amount: "100000" }] });
  paymentId = order.paymentIds[0] ?? "";
  const wish = { requestKey: randomUUID(), paymentId, amount: "10000", reason: "Returned" };
  const asked = await requestRefund(team.staff, wish);
  if (!asked.ok) throw new Error(asked.error.code);
  refundId = asked.value.id;
  await opened(1, { kind: "contradiction", severity: 2, refundId });
  await opened(2, { kind: "refunded_elsewhere", severity: 1, subject: "a" });
  await opened(3, { kind: "amount_differs", severity: 3, subject: "b", gatewayAccountId: payease });
  await opened(4, { kind: "unknown_unresolved", severity: 1, refundId });
  // At the same moment as another one: then their IDs decide.
  await opened(4, { kind: "refunded_elsewhere", severity: 1, subject: "c" });
  await opened(5, { kind: "refunded_elsewhere", severity: 1, subject: "d", closedAt: new Date() });
});

type NewCase = {
  readonly kind: string;
  readonly severity: number;
  readonly refundId?: string;
  readonly subject?: string;
  readonly gatewayAccountId?: string;
  readonly closedAt?: Date;
};
let made = 0;

async function opened(hour: number, { gatewayAccountId = neox, ...entry }: NewCase): Promise<void> {
  made += 1;
  const id = `00000000-0000-7000-8000-00000000000${made}`;
  const openedAt = new Date(Date.UTC(2026, 0, 1, hour));
  await database.prisma.case.create({ data: { id, openedAt, gatewayAccountId, paymentId, ...entry } });
}

async function walked(ask: ListCases, limit: number): Promise<string[]> {
  const rows: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCases(manager, { ...ask, limit, cursor });
    if (!page.ok) throw new Error(page.error.code);
    rows.push(...page.value.items.map(({ id, kind }) => `${id.slice(-1)} ${kind}`));
    cursor = page.value.next ?? undefined;
  } while (cursor);
  return rows;
}

const [ONE, TWO, THREE, FOUR, FIVE] = [
  "1 contradiction",
  "2 refunded_elsewhere",
  "3 amount_differs",
  "4 unknown_unresolved",
  "5 refunded_elsewhere",
];

describe("what needs a person", () => {
  it.each([
    ["gravest", [TWO, FOUR, FIVE, ONE, THREE]],
    ["oldest", [ONE, TWO, THREE, FOUR, FIVE]],
    ["newest", [FIVE, FOUR, THREE, TWO, ONE]],
  ] as const)("stands once on its pages, %s first, be it about a refund or about a payment", async (sort, rows) => {
    for (const limit of [1, 2, 50]) expect(await walked({ sort }, limit)).toEqual(rows);
  });

  it.each([
    [{ kind: "refunded_elsewhere" }, [TWO, FIVE]],
    [{ gateway: "payease" }, [THREE]],
    [{ severity: "1" }, [TWO, FOUR, FIVE]],
    [{ severity: "1", kind: "unknown_unresolved", gateway: "neox" }, [FOUR]],
    [{ gateway: "easylink" }, []],
  ] as const)("is narrowed by %j", async (filter, rows) => {
    expect(await walked(filter, 2)).toEqual(rows);
  });

  it("says of each what a person has to know of it", async () => {
    const page = await listCases(manager, { sort: "oldest" });

    expect(page).toMatchObject({
      value: {
        items: [
          { refund: { id: refundId, amount: "10000" }, mayPropose: { may: true } },
          { account: { gateway: "neox" }, answers: expect.any(Array) },
          { account: { gateway: "payease" } },
          { refund: { id: refundId } },
          { account: { gateway: "neox" } },
        ],
        previous: null,
        next: null,
      },
    });
  });
});
