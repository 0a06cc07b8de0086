import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { RECEIVER, refundableBalance, refundIdOf, refundState, requestButton } from "./pages.ts";

test("a refund is asked for and approved without a mouse", async ({ operator, order, gateway }) => {
  const paid = await order({ method: "QR" });
  const staff = await operator("staff");
  await staff.goto("/orders");

  await tabTo(staff, staff.getByRole("searchbox", { name: "Search orders" }));
  await staff.keyboard.type(paid.orderId);
  await tabTo(staff, staff.getByRole("link", { name: paid.orderId }));
  await staff.keyboard.press("Enter");
  await tabTo(staff, refundableBalance(staff).getByRole("button", { name: "Refund" }));
  await staff.keyboard.press("Enter");

  await tabTo(staff, staff.getByLabel("Amount"));
  await staff.keyboard.type("20000");
  await tabTo(staff, staff.getByLabel("Reason"));
  await staff.keyboard.type("Wrong size");
  await tabTo(staff, staff.getByLabel("Account name"));
  await staff.keyboard.type(RECEIVER.accountName);
  await tabTo(staff, staff.getByLabel("Account number"));
  await staff.keyboard.type(RECEIVER.accountNumber);
  await tabTo(staff, staff.getByLabel("Bank"));
  await staff.keyboard.type("vietcom");
  await expect(staff.getByRole("option", { name: "Vietcombank" })).toHaveAttribute("aria-selected", "true");
  await staff.keyboard.press("Enter");
  await expect(staff.getByLabel("SWIFT code")).toHaveValue("BFTVVNVX");
  await tabTo(staff, requestButton(staff));
  await staff.keyboard.press("Enter");
  const id = await refundIdOf(staff);

  const manager = await operator("manager");
  await manager.goto("/approvals");
  await tabTo(manager, manager.getByRole("row", { name: paid.orderId }).getByRole("link"));
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("region", { name: "What you decide about" })).toContainText(paid.orderId);
  await tabTo(manager, manager.getByRole("button", { name: /^Approve/ }));
  await manager.keyboard.press("Enter");
  await tabTo(manager, manager.getByRole("dialog").getByRole("button", { name: "Confirm" }));
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("dialog")).toBeHidden();

  await manager.goto(`/refunds/${id}`);
  await expect(refundState(manager)).toHaveText("Refunded", { timeout: 20_000 });
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ amount: 20_000, requests: 1, moves: 1 })]);
});

test("the first stop leads past the menu, and a dialog gives the focus back", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const id = await shopAsksFor(await order(), "20000");
  const manager = await operator("manager");
  await manager.goto(`/refunds/${id}`);
  await manager.keyboard.press("Tab");
  await expect(manager.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("main")).toBeFocused();

  await tabTo(manager, manager.getByRole("button", { name: "Reject" }));
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("dialog").getByLabel("Reason")).toBeFocused();
  await manager.keyboard.press("Escape");
  await expect(manager.getByRole("dialog")).toBeHidden();
  await expect(manager.getByRole("button", { name: "Reject" })).toBeFocused();
});

const MOST_STOPS = 80;

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${target}`);
}
