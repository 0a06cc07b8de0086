import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
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

test("a refund leaves the list within twelve keys, and is approved within four", async ({
  operator,
  order,
  gateway,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await staff.goto(`/orders?q=${paid.orderId}`);
  await expect(staff.getByRole("link", { name: paid.orderId })).toBeVisible();
  const asked = countKeys(staff);
  await asked.press("j");
  await expect(staff.getByRole("link", { name: paid.orderId })).toBeFocused();
  await asked.press("r");
  await expect(staff.getByLabel("Amount")).toBeFocused();
  await asked.press("Tab", "Enter");
  await expect(staff.getByLabel("Reason")).toBeFocused();
  await asked.press("L", "a", "t", "e", "Control+Enter");
  await refundIdOf(staff);
  expect(asked.count()).toBeLessThanOrEqual(12);

  const manager = await operator("manager");
  await manager.goto("/approvals");
  const row = manager.getByRole("row", { name: paid.orderId }).getByRole("link");
  await expect(row).toBeVisible();
  await row.focus();
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("region", { name: "What you decide about" })).toContainText(paid.orderId);
  const approved = countKeys(manager);
  await approved.press("a");
  await expect(manager.getByRole("dialog").getByRole("button", { name: "Confirm" })).toBeFocused();
  await approved.press("Enter");
  await expect(manager.getByRole("dialog")).toBeHidden();
  expect(approved.count()).toBeLessThanOrEqual(4 - 2);

  await expect
    .poll(() => gateway.ledger(), { timeout: 30_000 })
    .toEqual([expect.objectContaining({ requests: 1, moves: 1 })]);
});

test("the palette leads from a pasted ID to what it names, and offers a role only its places", async ({
  operator,
  order,
  shopAsksFor,
  read,
}) => {
  const paid = await order();
  const { reference } = await read(await shopAsksFor(paid, "20000"));
  const staff = await operator("staff");
  await staff.goto("/support");
  await staff.getByRole("searchbox").focus();
  await staff.keyboard.press("Control+k");
  const palette = staff.getByRole("dialog", { name: "Go anywhere" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expect(palette.getByRole("option", { name: "Approvals" })).toBeVisible();
  await expect(palette.getByRole("option", { name: /^Settings/ })).toHaveCount(0);
  await expectAccessible(staff, "overlay");
  await staff.keyboard.insertText(reference.toLowerCase());
  await staff.keyboard.press("Enter");
  await staff.waitForURL(/\/refunds\/[0-9a-f-]{36}$/);
  await expect(staff.getByText(reference).first()).toBeVisible();

  await staff.keyboard.press("Control+k");
  await staff.keyboard.insertText("P202106181104177050002");
  await expect(palette).toContainText("It looks like an easylink payment ID. Nothing has exactly this ID.");
  await staff.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  const support = await operator("support");
  await support.goto("/support");
  await support.keyboard.press("Control+k");
  await expect(support.getByRole("combobox")).toBeFocused();
  await support.keyboard.insertText(reference);
  await expect(support.getByRole("option")).toHaveText([new RegExp(paid.orderId)]);
  await support.keyboard.press("Enter");
  await support.waitForURL(/\/support\?q=/);
  await expect(support.getByRole("main")).toContainText(paid.orderId);
});

test("keys of one letter are listed, look inside a row, and can be switched off", async ({ operator, order }) => {
  const paid = await order();
  const staff = await operator("staff");
  await staff.goto(`/orders?q=${paid.orderId}`);
  await expect(staff.getByRole("link", { name: paid.orderId })).toBeVisible();
  await staff.keyboard.press("?");
  await expect(staff.getByRole("dialog", { name: "Keys" })).toContainText("Look inside without leaving");
  await expectAccessible(staff, "overlay");
  await staff.keyboard.press("Escape");
  await staff.keyboard.press("j");
  await staff.keyboard.press("Space");
  await expect(staff.getByRole("dialog", { name: `Order ${paid.orderId}` })).toContainText(
    "No refund of this order yet",
  );
  await staff.keyboard.press("Escape");
  await expect(staff.getByRole("link", { name: paid.orderId })).toBeFocused();

  await staff.goto("/profile");
  await staff.getByLabel("Keys of one letter").uncheck();
  await staff.reload();
  await expect(staff.getByLabel("Keys of one letter")).not.toBeChecked();
  // The palette listens: so the page does, and what is silent now is switched off.
  await expect(async () => {
    await staff.keyboard.press("Control+k");
    await expect(staff.getByRole("dialog")).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await staff.keyboard.press("Escape");
  await expect(staff.getByRole("dialog")).toHaveCount(0);
  await staff.getByRole("heading", { name: "Your profile" }).click();
  await staff.keyboard.press("g");
  await staff.keyboard.press("r");
  await staff.keyboard.press("?");
  await staff.keyboard.press("Control+k");
  await expect(staff.getByRole("dialog")).toHaveCount(1);
  await expect(staff).toHaveURL(/profile$/);
});

test("a key that is pressed before the page listens is not lost, and counts once", async ({ operator }) => {
  const staff = await operator("staff");
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await staff.route("**/_next/static/**/*.js", async (route) => {
    await gate;
    await route.continue();
  });
  await staff.goto("/orders", { waitUntil: "commit" });
  await expect(staff.getByRole("heading", { name: "Orders" })).toBeVisible();
  await staff.keyboard.press("Control+k");
  await expect(staff.getByRole("dialog")).toHaveCount(0);
  letThrough();
  await expect(staff.getByRole("dialog", { name: "Go anywhere" })).toBeVisible();
  await staff.keyboard.press("Escape");
  await expect(staff.getByRole("dialog")).toHaveCount(0);
});

/** Presses keys one by one and counts them; a chord is one. */
function countKeys(page: Page) {
  let count = 0;
  return {
    count: () => count,
    press: async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      count += keys.length;
    },
  };
}

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
