import { randomUUID } from "node:crypto";
import { type APIRequestContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { OrderDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { Role } from "#lib/domain/permissions.ts";
import { type Desk, openDesk } from "./fixtures/desk.ts";
import type { Gateway, GatewayName } from "./fixtures/gateway.ts";
import { waitUntilItListens } from "./fixtures/listens.ts";
import { openGateway } from "./fixtures/open-gateway.ts";
import { type PaidOrder, type PaymentWish, placeOrder } from "./fixtures/order.ts";
import {
  type Account,
  expectNoProblems,
  newPerson,
  type Person,
  rememberSignIns,
  signIn,
  watchForProblems,
} from "./fixtures/people.ts";

export type { PaidOrder };
export { expect, signIn };

type Fixtures = {
  /** A page of one of the demo people, signed in; each call opens a browser of its own. */
  readonly operator: (account: Account, options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody new in that role, at a page of their own, signed in. */
  readonly person: (role: Role) => Promise<Person & { readonly page: Page }>;
  /** A merchant of its own at one of the gateways, whose rules the desk must keep to the end of the journey. */
  readonly merchantAt: (gateway: GatewayName, currency?: string) => Promise<Gateway>;
  /** The one at NeoX. */
  readonly gateway: Gateway;
  /** A paid order of its own, at the gateway and, by the REST API, at the desk. Amounts in minor units. */
  readonly order: (payment?: PaymentWish) => Promise<PaidOrder>;
  readonly api: APIRequestContext;
  /** What the merchant's own shop asks for by the REST API; the refund's ID. */
  readonly shopAsksFor: (order: PaidOrder, amount: string) => Promise<string>;
  /** A refund as the merchant's own systems see it, by its ID or reference. */
  readonly read: (refund: string) => Promise<RefundDto>;
  /** All refunds of an order that were ever asked for. */
  readonly refundsOf: (order: PaidOrder) => Promise<readonly RefundDto[]>;
};
type WorkerFixtures = { readonly desk: Desk; readonly storageOf: ReturnType<typeof rememberSignIns> };

export const test = base.extend<Fixtures & { readonly open: Open }, WorkerFixtures>({
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const desk = await openDesk();
      await use(desk);
      await desk.close();
    },
    { scope: "worker" },
  ],
  storageOf: [async ({ desk }, use) => use(rememberSignIns(desk)), { scope: "worker" }],

  open: async ({ browser }, use) => {
    const opened: { readonly page: Page; readonly problems: string[] }[] = [];
    await use(async (options) => {
      const page = await (await browser.newContext(options)).newPage();
      if (options.javaScriptEnabled !== false) waitUntilItListens(page);
      opened.push({ page, problems: watchForProblems(page) });
      return page;
    });
    await Promise.all(opened.map(({ page }) => page.context().close()));
    expectNoProblems(opened.map(({ problems }) => problems));
  },
  operator: async ({ browser, open, storageOf }, use) =>
    use(async (account, options) => open({ ...options, storageState: await storageOf(browser, account) })),
  person: async ({ desk, open }, use) =>
    use(async (role) => {
      const [person, page] = await Promise.all([newPerson(desk, role), open({})]);
      await signIn(page, person);
      return { ...person, page };
    }),

  merchantAt: async ({ desk }, use) => {
    const opened: Gateway[] = [];
    await use(async (name, currency) => {
      const gateway = await openGateway(desk, name, currency);
      opened.push(gateway);
      return gateway;
    });
    for (const { violations } of opened)
      expect(await violations(), "rules of the gateway that a request of ours broke").toEqual([]);
  },
  gateway: async ({ merchantAt }, use) => use(await merchantAt("neox")),
  api: async ({ desk, playwright, baseURL }, use) => {
    const api = await playwright.request.newContext({
      ...(baseURL && { baseURL }),
      extraHTTPHeaders: { authorization: `Bearer ${desk.apiKey}` },
    });
    await use(api);
    await api.dispose();
  },
  shopAsksFor: async ({ api }, use) => use((order, amount) => askByApi(api, order, amount)),
  read: async ({ api }, use) =>
    use(async (refund) => (await (await api.get(`/api/v1/refunds/${refund}`)).json()) as RefundDto),
  refundsOf: async ({ api }, use) =>
    use(async ({ orderId }) => ((await (await api.get(`/api/v1/orders/${orderId}`)).json()) as OrderDto).refunds),
  order: async ({ gateway, api }, use) => use((payment) => placeOrder(api, { gateway, ...payment })),
});

type Open = (options: BrowserContextOptions) => Promise<Page>;

async function askByApi(api: APIRequestContext, { paymentId }: PaidOrder, amount: string): Promise<string> {
  const answer = await api.post("/api/v1/refunds", {
    headers: { "idempotency-key": randomUUID() },
    data: { paymentId, amount, currency: "VND", reason: "Returned in the shop" },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  return ((await answer.json()) as { readonly id: string }).id;
}
