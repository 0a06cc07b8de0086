import { devices } from "@playwright/test";
import { expectToFit } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";
import { refundState } from "./pages.ts";

const { defaultBrowserType: _, ...iPhone } = devices["iPhone 13"];
const phone = { ...iPhone, viewport: { width: 390, height: 844 } };

test("a manager approves on a phone, with a thumb", async ({ operator, order, shopAsksFor, gateway }) => {
  const paid = await order();
  const id = await shopAsksFor(paid, "20000");
  const manager = await operator("manager", phone);

  await manager.goto("/orders");
  await manager.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Approvals" }).tap();
  await expect(manager.getByRole("heading", { name: "Approvals" })).toBeVisible();
  await expectToFit(manager);
  await manager.getByRole("row", { name: paid.orderId }).tap();
  const sheet = manager.getByRole("region", { name: "What you decide about" });
  await expect(sheet).toContainText(paid.orderId);
  await expectToFit(manager);
  const approve = sheet.getByRole("button", { name: /^Approve/ });
  await expect(approve).toBeInViewport();
  expect((await approve.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await approve.tap();
  const confirm = manager.getByRole("dialog").getByRole("button", { name: "Confirm" });
  expect((await confirm.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await confirm.tap();
  await expect(manager.getByRole("dialog")).toBeHidden();

  await manager.goto(`/refunds/${id}`);
  await expect(refundState(manager)).toHaveText("Refunded", { timeout: 20_000 });
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ amount: 20_000, moves: 1 })]);
});

test("every page fits a narrow phone", async ({ operator, order, shopAsksFor }) => {
  const paid = await order({ method: "QR" });
  const id = await shopAsksFor(await order(), "20000");
  const staff = await operator("staff", phone);
  const paths = ["/orders", `/orders/${paid.orderId}`, `/orders/${paid.orderId}/refund`, "/refunds", `/refunds/${id}`];
  for (const path of [...paths, "/approvals", `/support?q=${paid.orderId}`, "/profile"]) {
    await staff.goto(path);
    await expect(staff.getByRole("main")).toBeVisible();
    await expectToFit(staff);
  }
});
