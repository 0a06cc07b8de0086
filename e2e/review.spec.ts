import type { Page } from "@playwright/test";
import { expect, type PaidOrder, test } from "./fixtures.ts";
import { refundableBalance, refundState } from "./pages.ts";

test("what never proved itself is closed by two people with evidence, and by nobody alone", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  await gateway.configure({ reviewAfterCardS: 2 });
  await gateway.plan({ scenario: "drop_before" });
  const paid = await order();
  const id = await shopAsksFor(paid, "8000");
  const [first, second] = [await operator("manager"), await operator("manager2")];
  await first.goto(`/refunds/${id}`);
  await expect(refundState(first)).toHaveText("Needs a person", { timeout: 15_000 });

  const entry = await openCase(first, paid);
  await entry.getByRole("button", { name: "It was not refunded" }).click();
  await entry.getByRole("button", { name: "Propose" }).click();
  await expect(entry.getByLabel("What you saw, and where")).toHaveAttribute("aria-invalid", "true");
  await entry.getByLabel("What you saw, and where").fill("The portal's list of today does not hold it");
  await entry.getByRole("button", { name: "Propose" }).click();
  const confirm = entry.getByRole("button", { name: "Confirm" });
  await expect(confirm).toBeDisabled();
  await expect(confirm).toHaveAccessibleDescription("You proposed this; a second person has to confirm.");
  expect((await read(id)).state).toBe("needs_review");

  const seen = await openCase(second, paid);
  await expect(seen).toContainText("The portal's list of today does not hold it");
  await seen.getByRole("button", { name: "Confirm" }).click();
  await expect(seen).toBeHidden();
  await second.goto(`/refunds/${id}`);
  await expect(refundState(second)).toHaveText("Failed");
  await expect(second.getByText("the decision of two people, with evidence")).toBeVisible();
  await second.goto(`/orders/${paid.orderId}`);
  await expect(refundableBalance(second)).toContainText(/Refundable\s*100[.,]000/);
  expect(await gateway.ledger()).toEqual([]);
});

test("proof that arrives while people decide comes first", async ({ operator, order, gateway, shopAsksFor, read }) => {
  await gateway.configure({ reviewAfterCardS: 2 });
  await gateway.plan({ scenario: "drop_after_accepting", settleAfterMs: null });
  const paid = await order();
  const id = await shopAsksFor(paid, "8000");
  const manager = await operator("manager");
  await manager.goto(`/refunds/${id}`);
  await expect(refundState(manager)).toHaveText("Needs a person", { timeout: 15_000 });
  const entry = await openCase(manager, paid);
  await entry.getByRole("button", { name: "It was not refunded" }).click();
  await entry.getByLabel("What you saw, and where").fill("Nothing in the portal yet");
  await entry.getByRole("button", { name: "Propose" }).click();
  await expect(entry).toContainText("Proposed: It was not refunded");

  const { reference } = await read(id);
  await gateway.settle(reference, "success");

  await expect(entry).toBeHidden();
  await manager.goto(`/refunds/${id}`);
  await expect(refundState(manager)).toHaveText("Refunded");
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ reference, requests: 1, moves: 1 })]);
});

async function openCase(page: Page, { orderId }: PaidOrder) {
  await page.goto("/review?sort=newest");
  await expect(page.getByRole("heading", { name: "Needs a person" })).toBeVisible();
  return page.getByRole("article").filter({ hasText: orderId });
}
