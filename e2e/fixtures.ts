import { randomUUID } from "node:crypto";
import { type APIRequestContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { OrderDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { Role } from "#lib/domain/permissions.ts";
import { type Desk, openDesk, unique } from "./fixtures/desk.ts";
import { type Gateway, openGateway } from "./fixtures/gateway.ts";
import {
  type Account,
  expectNoProblems,
  newPerson,
  type Person,
  rememberSignIns,
  signIn,
  watchForProblems,
} from "./fixtures/people.ts";

export { expect, signIn };

export type PaidOrder = {
  readonly orderId: string;
  readonly paymentId: string;
  /** NeoX's own name of the payment. */
  readonly gatewayPaymentRef: string;
  readonly gatewayTransactionRef: string;
  readonly customer: { readonly name: string; readonly email: string; readonly phone: string };
};

type PaymentWish = { readonly amount?: number; readonly method?: "QR" | "CC" | "ATM" | "WALLET" };

type Fixtures = {
  /** A page of one of the demo people, signed in; each call opens a browser of its own. */
  readonly operator: (account: Account, options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody new in that role, at a page of their own, signed in. */
  readonly person: (role: Role) => Promise<Person & { readonly page: Page }>;
  readonly gateway: Gateway;
  /** A paid order of its own, at the gateway and, by the REST API, at the desk. Amounts in VND. */
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

  gateway: async ({ desk }, use) => use(await openGateway(desk)),
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
  order: async ({ gateway, api }, use) => use((payment) => placeOrder(gateway, api, payment)),
});

type Open = (options: BrowserContextOptions) => Promise<Page>;

async function placeOrder(
  gateway: Gateway,
  api: APIRequestContext,
  { amount = 100_000, method = "CC" }: PaymentWish = {},
): Promise<PaidOrder> {
  const gatewayTransactionRef = `T${unique(17)}`;
  const gatewayPaymentRef = randomUUID().replaceAll("-", "").slice(0, 12);
  await gateway.addPayment({ transactionRef: gatewayTransactionRef, paymentRef: gatewayPaymentRef, amount, method });

  const [orderId, placedAt] = [`J-${unique(10)}`, new Date().toISOString()];
  const customer = {
    name: `Nguyễn Thị ${orderId.slice(2)}`,
    email: `${orderId.toLowerCase()}@example.com`,
    phone: `+849${Math.floor(10_000_000 + Math.random() * 89_999_999)}`,
  };
  const sum = { amount: String(amount), currency: "VND" };
  const payment = { gatewayAccountId: gateway.accountId, gatewayTransactionRef, gatewayPaymentRef, method, ...sum };
  const answer = await api.post("/api/v1/orders", {
    data: { orderId, ...sum, placedAt, customer, payments: [{ ...payment, status: "SUCCESS", paidAt: placedAt }] },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const { payments } = (await answer.json()) as { readonly payments: readonly { readonly id: string }[] };
  return { orderId, paymentId: payments[0]?.id ?? "", gatewayPaymentRef, gatewayTransactionRef, customer };
}

async function askByApi(api: APIRequestContext, { paymentId }: PaidOrder, amount: string): Promise<string> {
  const answer = await api.post("/api/v1/refunds", {
    headers: { "idempotency-key": randomUUID() },
    data: { paymentId, amount, currency: "VND", reason: "Returned in the shop" },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  return ((await answer.json()) as { readonly id: string }).id;
}
