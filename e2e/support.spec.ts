import { expect, test } from "./fixtures.ts";

test("support answers a customer by whatever ID they have", async ({ operator, order, shopAsksFor, read }) => {
  const paid = await order();
  const { reference } = await read(await shopAsksFor(paid, "20000"));
  const support = await operator("support");
  await support.goto("/");
  await support.waitForURL("/support");
  const search = support.getByRole("searchbox", { name: "Order ID or reference" });
  await expect(search).toBeFocused();

  const { email, phone } = paid.customer;
  const [{ gatewayTransactionRef = "", gatewayPaymentRef = "" } = {}] = paid.payments;
  const atGateway = [gatewayTransactionRef, gatewayPaymentRef];
  for (const id of [paid.orderId, paid.orderId.toLowerCase(), reference, ...atGateway, email, phone]) {
    await search.fill(id);
    await search.press("Enter");
    await support.waitForURL(`/support?q=${encodeURIComponent(id)}`);
    await expect(support.getByRole("heading", { name: paid.orderId }), id).toBeVisible();
  }

  await search.fill(paid.orderId);
  await support.getByRole("button", { name: "Look up" }).click();
  const main = support.getByRole("main");
  await expect(main).toContainText(paid.customer.name);
  await expect(main).toContainText("Awaiting approval");
  const sentences = support.getByRole("region", { name: "Sentence for the customer" });
  await expect(sentences).toContainText(/a refund of 20[.,]000\s₫ was requested on .+ and is being reviewed/);
  await expect(sentences.locator("[lang=vi]")).toContainText(/yêu cầu hoàn 20\.000\s₫ được tạo/);
  await expect(sentences.locator("[lang=zh-Hant]")).toContainText(/20\.000\s₫ 的退款已於/);
  await expect(sentences.locator("[lang=zh-Hans]")).toContainText(/20\.000\s₫ 的退款已于/);
});

test("what is not found says what was searched, what it looks like and what is near", async ({ operator, order }) => {
  const { orderId } = await order();
  const support = await operator("support");

  await support.goto(`/support?q=${orderId.slice(0, -1)}`);
  await expect(support.getByRole("heading", { name: `Nothing found for “${orderId.slice(0, -1)}”` })).toBeVisible();
  await expect(support.getByRole("main")).toContainText("It looks like an order ID.");
  await support.getByRole("link", { name: orderId }).click();
  await expect(support.getByRole("heading", { name: orderId })).toBeVisible();
});

test("support sees one order at a time: no lists, no refund requests, no settings", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const paid = await order();
  const id = await shopAsksFor(paid, "20000");
  const support = await operator("support");

  for (const path of ["/orders", "/refunds", `/refunds/${id}`, "/approvals", "/settings/users", "/settings/audit"]) {
    await support.goto(path);
    await expect(support.getByText("You do not have the right to see this page"), path).toBeVisible();
  }
  for (const path of ["/api/desk/orders", "/api/desk/refunds", `/api/desk/refunds/${id}`, "/api/desk/approvals"])
    expect((await support.request.get(path)).status(), path).toBe(403);

  await support.goto("/support");
  const places = support.getByRole("navigation", { name: "Places" });
  await expect(places.getByRole("link")).toHaveText(["Support"]);
  await support.goto(`/orders/${paid.orderId}`);
  const refund = support.getByRole("button", { name: "Refund", exact: true });
  await expect(refund).toBeDisabled();
  await expect(refund).toHaveAccessibleDescription("Needs the right to request refunds.");
});
