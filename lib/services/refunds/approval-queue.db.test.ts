import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApprovalSort, ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalFilter } from "#lib/contracts/list-filters.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder, type NewPayment } from "#prisma/factories/create-order.ts";
import type { TestPerson } from "#prisma/factories/people.ts";
import { teamAtWork } from "#prisma/factories/team.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { countApprovals } from "./approval-filter.ts";
import { approveRefund } from "./approve-refund.ts";
import { getRefundView } from "./get-refund.ts";
import { listApprovals } from "./list-approvals.ts";
import { requestGroup } from "./request-group.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let staff: TestPerson;
let manager: TestPerson;
let manager2: TestPerson;
let neox: string;
let payease: string;

/** In the order in which they were asked for; `group` is two payments of one order, one by card and one by wallet. */
beforeAll(async () => {
  const team = await teamAtWork(database.prisma);
  ({ staff, manager, manager2, accountId: neox } = team);
  payease = await createGatewayAccount(team.services, { gateway: "payease" });
  await asked("small", { amount: "10000", daysAgo: 5, hoursLeft: 70 });
  await asked("group", { amount: "30000", second: "40000", daysAgo: 4, hoursLeft: 2 });
  await asked("dollars", { amount: "12.50", currency: "HKD", daysAgo: 3, hoursLeft: 2 });
  await asked("by manager2", { amount: "50000", by: manager2, reason: "Wrong size", daysAgo: 2, hoursLeft: 30 });
  await asked("large", { amount: "60000", daysAgo: 1, hoursLeft: 1 });
});

type Wish = {
  readonly amount: string;
  readonly second?: string;
  readonly currency?: "HKD";
  readonly by?: TestPerson;
  readonly reason?: string;
  readonly daysAgo: number;
  readonly hoursLeft: number;
};

async function asked(orderId: string, { amount, second, by = staff, reason = "Returned", ...wish }: Wish) {
  const at = wish.currency ? { gateway: "payease", gatewayAccountId: payease } : { gatewayAccountId: neox };
  const payments: NewPayment[] = [
    { ...at, amount, method: "CC" },
    ...(second ? [{ ...at, amount: second, method: "WALLET" }] : []),
  ];
  const { id, paymentIds } = await createOrder(database.prisma, { orderId, payments, ...wish });
  const [paymentId = "", secondId = ""] = paymentIds;
  const parts = [
    { paymentId, amount },
    { paymentId: secondId, amount: second ?? "" },
  ];
  const requestKey = randomUUID();
  const answer = second
    ? await requestGroup(by, { requestKey, amount: String(Number(amount) + Number(second)), reason, parts })
    : await requestRefund(by, { requestKey, paymentId, amount, reason });
  if (!answer.ok) throw new Error(answer.error.code);
  await movedInTime(id, wish);
}

/** What was asked for never changes; only a test moves it in time. */
async function movedInTime(orderUuid: string, { daysAgo, hoursLeft }: Pick<Wish, "daysAgo" | "hoursLeft">) {
  await database.prisma.$transaction([
    database.prisma.$executeRaw`ALTER TABLE refund DISABLE TRIGGER USER`,
    database.prisma.$executeRaw`
      UPDATE refund SET created_at = now() - ${daysAgo} * interval '1 day', expires_at = now() + ${hoursLeft} * interval '1 hour'
      WHERE order_id = ${orderUuid}::uuid`,
    database.prisma.$executeRaw`ALTER TABLE refund ENABLE TRIGGER USER`,
  ]);
}

type Ask = ApprovalFilter & { readonly tab?: ApprovalTab; readonly sort?: ApprovalSort };

async function pageOf(ask: Ask, limit: number, cursor?: string) {
  const page = await listApprovals(manager, { tab: "for-me", ...ask, limit, cursor });
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
}

const ordersOf = ({ items }: { readonly items: readonly { readonly orderId: string }[] }) =>
  items.map(({ orderId }) => orderId);

/** Page by page to the end, and from there back to the beginning. */
async function walked(ask: Ask, limit: number) {
  let page = await pageOf(ask, limit);
  const there = [ordersOf(page)];
  while (page.next) {
    page = await pageOf(ask, limit, page.next);
    there.push(ordersOf(page));
  }
  const back = [ordersOf(page)];
  while (page.previous) {
    page = await pageOf(ask, limit, page.previous);
    back.unshift(ordersOf(page));
  }
  expect(back.flat().slice(-there.flat().length)).toEqual(there.flat());
  return there.flat();
}

const SORTED: readonly (readonly [ApprovalSort, readonly string[]])[] = [
  ["newest", ["large", "by manager2", "dollars", "group", "small"]],
  ["oldest", ["small", "group", "dollars", "by manager2", "large"]],
  ["expiry", ["large", "group", "dollars", "by manager2", "small"]],
  ["amount", ["dollars", "group", "large", "by manager2", "small"]],
];

describe("the queue of approvals", () => {
  it.each(SORTED)(
    "shows each request once on its pages, sorted by %s, what is decided as one as one",
    async (sort, rows) => {
      for (const limit of [1, 2, 4, 50]) expect(await walked({ sort }, limit)).toEqual(rows);
      expect(await countApprovals(manager, "for-me", manager.operator.id)).toBe(rows.length);
    },
  );

  const FILTERED: readonly (readonly [what: string, filter: () => ApprovalFilter, found: readonly string[]])[] = [
    ["the gateway", () => ({ gateway: "payease" }), ["dollars"]],
    ["the way that one of its parts was paid", () => ({ method: "wallet" }), ["group"]],
    [
      "the way that the other part was paid",
      () => ({ method: "CC", max: "70000", min: "70000", currency: "VND" }),
      ["group"],
    ],
    ["amounts of all that is decided as one", () => ({ currency: "VND", min: "55000" }), ["large", "group"]],
    ["a currency", () => ({ currency: "HKD" }), ["dollars"]],
    ["how long ago it was asked for", () => ({ age: "3d" }), ["dollars", "group", "small"]],
    ["the reason", () => ({ reason: "wrong" }), ["by manager2"]],
    ["who asked", () => ({ by: manager2.operator.id }), ["by manager2"]],
    ["what nothing is", () => ({ gateway: "easylink" }), []],
  ];
  it.each(FILTERED)("is narrowed by %s, on every page", async (_what, filter, found) => {
    expect(await walked(filter(), 1)).toEqual(found);
  });

  it("takes no place of another sort for one of its own", async () => {
    const { next } = await pageOf({ sort: "oldest" }, 1);

    for (const cursor of [next ?? "", "bm8", Buffer.from('["amount","after","HKD","x","y"]').toString("base64url")])
      expect(await listApprovals(manager, { tab: "for-me", sort: "amount", limit: 1, cursor })).toMatchObject({
        error: { code: "invalid_request", errors: [{ field: "cursor", message: "cursor_unreadable" }] },
      });
  });

  it("shows what was decided part by part, by age, and filters it by what each part is", async () => {
    await asked("second group", { amount: "30000", second: "40000", daysAgo: 9, hoursLeft: 2 });
    await asked("more dollars", { amount: "20", currency: "HKD", daysAgo: 8, hoursLeft: 2 });
    for (const orderId of ["second group", "more dollars"]) {
      const { id } = await database.prisma.refund.findFirstOrThrow({ where: { order: { orderId } } });
      const view = await getRefundView(manager, id);
      const seen = { refundId: id, sealedHash: view.ok ? view.value.sealedHash : "" };
      expect(await approveRefund(manager, seen)).toMatchObject({ ok: true });
    }

    expect(await walked({ tab: "decided", sort: "oldest" }, 1)).toEqual([
      "second group",
      "second group",
      "more dollars",
    ]);
    expect(await walked({ tab: "decided", method: "WALLET" }, 1)).toEqual(["second group"]);
    expect(await walked({ tab: "decided", currency: "VND", max: "30000" }, 50)).toEqual(["second group"]);
  });
});
