import { devices, type Locator, type Page } from "@playwright/test";
import { getRefundView } from "#lib/services/refunds/get-refund.ts";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { expectToFit } from "./fixtures/accessible.ts";
import { expect, type PaidOrder, test } from "./fixtures.ts";

const { defaultBrowserType: _, ...iPhone } = devices["iPhone 13"];

test("several are approved at once, each leaves once, and one that was decided meanwhile is named", async ({
  operator,
  desk,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  const orders = [await order(), await order(), await order()] as const;
  const ids = await Promise.all(orders.map((paid) => shopAsksFor(paid, "20000")));
  const [first, second, third] = orders;
  const manager = await operator("manager");

  await manager.goto("/approvals");
  await rowOf(manager, first).getByRole("link").focus();
  await manager.keyboard.press("x");
  await expect(boxOf(manager, first)).toBeChecked();
  for (const paid of [second, third]) await boxOf(manager, paid).check();
  const bar = manager.getByRole("region", { name: "Chosen for approval" });
  await expect(bar).toContainText(/3 chosen: 60[.,]000\s₫/);

  await manager.keyboard.press("a");
  const dialog = manager.getByRole("dialog", { name: "Approve these 3?" });
  for (const { orderId, customer } of orders) {
    await expect(dialog).toContainText(orderId);
    await expect(dialog).toContainText(customer.name);
  }
  await rejected(await personAtWork(desk.context, "manager"), ids[2] ?? "");
  await dialog.getByRole("button", { name: "Confirm" }).click();

  await expect(dialog).toBeHidden();
  const refused = manager.getByRole("alert").filter({ hasText: "One was not approved" });
  await expect(refused).toContainText(`${third.orderId}`);
  await expect(refused).toContainText("Somebody decided this refund already.");
  await expect(bar).toBeHidden();
  await expect.poll(async () => (await read(ids[1] ?? "")).state, { timeout: 30_000 }).toBe("succeeded");
  await expect.poll(async () => (await read(ids[0] ?? "")).state, { timeout: 30_000 }).toBe("succeeded");
  expect((await read(ids[2] ?? "")).state).toBe("rejected");
  const ledger = await gateway.ledger();
  expect(ledger.map(({ amount, requests, moves }) => [amount, requests, moves])).toEqual([
    [20_000, 1, 1],
    [20_000, 1, 1],
  ]);
});

test("on a phone several are approved with a thumb, and taken back before they leave", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  const orders = [await order(), await order()] as const;
  const ids = await Promise.all(orders.map((paid) => shopAsksFor(paid, "20000")));
  const manager = await operator("manager", { ...iPhone, viewport: { width: 390, height: 844 } });

  await manager.goto("/approvals");
  for (const paid of orders) await boxOf(manager, paid).tap();
  const approve = manager.getByRole("button", { name: "Approve 2" });
  await expect(approve).toBeInViewport();
  expect((await approve.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await expectToFit(manager);
  await approve.tap();
  await manager.getByRole("dialog").getByRole("button", { name: "Confirm" }).tap();
  await manager.getByRole("button", { name: "Undo" }).tap();

  await expect(manager.getByText(/^Taken back: 40[.,]000\s₫\. Nothing was sent/)).toBeVisible();
  for (const id of ids) expect((await read(id)).state).toBe("awaiting_approval");
  expect(await gateway.ledger()).toEqual([]);
});

test("all that a filter shows is chosen by one box, another sort chooses anew, and nobody chooses their own", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const [paid, hidden] = [await order(), await order()];
  await shopAsksFor(paid, "23457");
  await shopAsksFor(hidden, "23458");
  const [manager, staff] = [await operator("manager"), await operator("staff")];

  await manager.goto("/approvals?currency=VND&max=23457&min=23457");
  await expect(rowOf(manager, hidden)).toHaveCount(0);
  await manager.getByRole("checkbox", { name: "Select all shown (1)" }).check();
  await expect(boxOf(manager, paid)).toBeChecked();
  await boxOf(manager, paid).uncheck();
  await expect(manager.getByRole("checkbox", { name: /^Select all shown/ })).not.toBeChecked();
  await boxOf(manager, paid).check();
  await manager.getByRole("combobox", { name: "Sort" }).selectOption("Expires soonest first");
  await expect(manager).toHaveURL(/max=23457&min=23457&sort=expiry$/);
  await expect(rowOf(manager, paid)).toBeVisible();
  await expect(manager.getByRole("region", { name: "Chosen for approval" })).toBeHidden();
  await manager.getByRole("link", { name: /^Remove “At most/ }).click();
  await expect(rowOf(manager, hidden)).toBeVisible();

  await manager.goto("/approvals?tab=waiting");
  await expect(manager.getByRole("heading", { name: "Approvals" })).toBeVisible();
  await expect(manager.getByRole("main").getByRole("checkbox")).toHaveCount(0);
  await staff.goto("/approvals");
  await expect(rowOf(staff, paid)).toBeVisible();
  await expect(staff.getByRole("main").getByRole("checkbox")).toHaveCount(0);
});

/** By a colleague, at another desk. */
async function rejected(by: TestPerson, refundId: string): Promise<void> {
  const view = await getRefundView(by, refundId);
  const sealedHash = view.ok ? view.value.sealedHash : "";
  expect(await rejectRefund(by, { refundId, sealedHash, reason: "The parcel never came back" })).toMatchObject({
    ok: true,
  });
}

function rowOf(page: Page, { orderId }: PaidOrder): Locator {
  return page.getByRole("row", { name: orderId });
}

function boxOf(page: Page, paid: PaidOrder): Locator {
  return rowOf(page, paid).getByRole("checkbox");
}
