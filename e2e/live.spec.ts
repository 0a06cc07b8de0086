import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { refundState } from "./pages.ts";

test("two tabs of one browser share one stream, and the second takes over when the first closes", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const paid = await order();
  const first = await operator("staff");
  const streams = countStreams(first.context());
  const id = await shopAsksFor(paid, "8000");
  await first.goto(`/refunds/${id}`);
  const second = await first.context().newPage();
  await second.goto(`/orders/${paid.orderId}`);
  for (const tab of [first, second]) await expect(tab.getByText("Live", { exact: true })).toBeVisible();
  expect(streams.count).toBe(1);

  await expect(refundState(first)).toHaveText("At the gateway");
  await expect(second.getByRole("row").filter({ hasText: "At the gateway" })).toBeVisible();
  await first.close();
  await expect.poll(() => streams.count).toBe(2);
  await gateway.settle((await read(id)).reference, "success");

  await expect(second.getByRole("row").filter({ hasText: "Refunded" }).last()).toBeVisible();
});

test("a lost stream is admitted, and what happened meanwhile is read when it is back", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await staff.route("**/api/live", (route) => route.abort());
  await staff.goto(`/orders/${paid.orderId}`);
  await expect(staff.getByText("Reconnecting…")).toBeVisible();
  await expect(staff.getByText("No refund of this order yet.")).toBeVisible();
  await shopAsksFor(paid, "20000");
  await staff.unroute("**/api/live");

  await expect(staff.getByText("Live", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(staff.getByRole("row").filter({ hasText: "Awaiting approval" })).toBeVisible();
});

test("what happens while a page is on its way is on the page when it is there", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const { reference } = await read(await shopAsksFor(await order(), "8000"));
  const staff = await operator("staff");
  await staff.goto(`/refunds?q=${reference}`);
  await expect(staff.getByText("Live", { exact: true })).toBeVisible();
  const row = staff.getByRole("row", { name: reference });
  await expect(row).toContainText("At the gateway");

  // Drawn before it is settled, and shown after everybody has heard that it is.
  const isPage = ({ pathname }: URL) => pathname.startsWith("/refunds/");
  await staff.route(isPage, async (route) => {
    const drawn = await route.fetch();
    await gateway.settle(reference, "success");
    await expect(row).toContainText("Refunded");
    await route.fulfill({ response: drawn });
    await staff.unroute(isPage);
  });
  await row.click();

  await expect(refundState(staff)).toHaveText("Refunded");
});

test("in a list what changes lights up where it stands, and what is new waits until it is asked for", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const paid = await order();
  const { reference } = await read(await shopAsksFor(paid, "8000"));
  const staff = await operator("staff");
  await rememberLit(staff);
  await staff.goto(`/refunds?q=${paid.orderId}`);
  await expect(staff.getByText("Live", { exact: true })).toBeVisible();
  await expect(staff.getByRole("row", { name: reference })).toContainText("At the gateway");

  await gateway.settle(reference, "success");
  await expect(staff.getByRole("row", { name: reference })).toContainText("Refunded");
  await expect(staff.locator("html")).toHaveAttribute("data-lit", new RegExp(reference));

  const next = await read(await shopAsksFor(paid, "9000"));
  const show = staff.getByRole("button", { name: "1 new refund – show" });
  await expect(show).toBeVisible();
  await expect(staff.getByRole("row", { name: next.reference })).toHaveCount(0);
  await show.click();
  await expect(staff.getByRole("row", { name: next.reference }).getByRole("link")).toBeFocused();
  await expect(show).toBeHidden();
});

test("what arrives in the queue shows, and does not push aside the sheet that an approver reads", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const [read, arriving] = [await order(), await order()];
  await shopAsksFor(read, "34567");
  const manager = await operator("manager");
  await manager.goto("/approvals?currency=VND&min=34567&max=34567");
  const sheet = manager.getByRole("region", { name: "What you decide about" });
  await expect(sheet).toContainText(read.orderId);

  await shopAsksFor(arriving, "34567");
  const rows = manager.getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(arriving.orderId);
  await expect(sheet).toContainText(read.orderId);
});

/** The rows that were lit up, by their names, in `data-lit` of the page. */
function rememberLit(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...how) {
      document.documentElement.dataset.lit += ` ${this.getAttribute("aria-label")}`;
      return animate.apply(this, how);
    };
  });
}

function countStreams(context: BrowserContext): { count: number } {
  const streams = { count: 0 };
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/live") streams.count += 1;
  });
  return streams;
}
