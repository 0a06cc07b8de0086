import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";

test("a list is narrowed by its filters, which stand in the address, in the file and as chips", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const [small, large] = [await order(), await order()];
  await shopAsksFor(small, "20000");
  await shopAsksFor(large, "61234");
  const staff = await operator("staff");
  await staff.goto("/refunds");

  await staff.getByText("Filter", { exact: true }).click();
  const form = staff.getByRole("form", { name: "Filter this list" });
  await form.getByLabel("At least").fill("61.234");
  await form.getByRole("button", { name: "Show" }).click();
  await expect(form.getByLabel("Currency")).toHaveAccessibleDescription("Choose the currency of the amounts.");
  await form.getByLabel("Currency").selectOption("VND");
  await form.getByLabel("At most").fill("61.234");
  await expectAccessible(staff, "filter form");
  await form.getByRole("button", { name: "Show" }).click();

  await expect(staff).toHaveURL(/\/refunds\?currency=VND&max=61234&min=61234$/);
  await expect(staff.getByRole("row", { name: /^R/ }).filter({ hasText: large.orderId })).toBeVisible();
  await expect(staff.getByText(small.orderId)).toHaveCount(0);
  await staff.getByRole("link", { name: "Export" }).click();
  await expect(staff.getByText(/At least 61\.234\s₫/).first()).toBeVisible();
  await staff.goBack();
  await staff.getByRole("link", { name: /^Remove “At most/ }).click();
  await expect(staff).toHaveURL(/\/refunds\?currency=VND&min=61234$/);
  await staff.getByRole("link", { name: "Remove all" }).click();
  await expect(staff).toHaveURL(/\/refunds$/);
});

test("an address with a filter that cannot be used says which, and leads on", async ({ operator }) => {
  const manager = await operator("manager");

  await manager.goto("/approvals?tab=mine");
  await expect(manager.getByRole("main")).toContainText("Tab: There is no such tab.");
  await manager.goto("/review?severity=9");
  await expect(manager.getByRole("main")).toContainText("Gravity: The gravity is 1, 2 or 3.");
  await manager.goto("/refunds?from=yesterday");
  await expect(manager.getByRole("main")).toContainText("From day: Write the day as year-month-day");
  await manager.getByRole("link", { name: "Show the list without it" }).click();
  await expect(manager.getByRole("heading", { name: "Refunds" })).toBeVisible();
});
