import { expect, test } from "./fixtures.ts";
import { decide, fillReceiver, RECEIVER, refundIdOf, refundState, requestButton } from "./pages.ts";

test("one amount from two payments is asked for once, approved once, and leaves each payment exactly once", async ({
  operator,
  order,
  gateway,
  refundsOf,
}) => {
  const paid = await order({ payments: 2, amount: 100_000, method: "QR" });
  const staff = await operator("staff");

  await staff.goto(`/orders/${paid.orderId}`);
  await staff.getByRole("link", { name: "Refund several payments" }).click();
  await staff.getByLabel("Amount").fill("150000");
  const parts = staff.getByRole("group", { name: "What each payment gives" });
  const [first, second] = [parts.getByRole("textbox").nth(0), parts.getByRole("textbox").nth(1)];
  await expect(first).toHaveValue("100000");
  await expect(second).toHaveValue("50000");
  await first.fill("80000");
  await expect(parts).toContainText(/20[.,]000.* less than the amount/);
  await second.fill("70000");
  await expect(parts).not.toContainText("the amount");
  await staff.getByLabel("Reason").fill("Order came back whole");
  await fillReceiver(staff);
  await requestButton(staff).click();
  const refundId = await refundIdOf(staff);
  await expect(refundState(staff)).toHaveText("Awaiting approval");

  const manager = await operator("manager");
  await manager.goto("/approvals");
  const row = manager.getByRole("row", { name: paid.orderId });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(/150[.,]000/);
  await row.click();
  const sheet = manager.getByRole("region", { name: "What you decide about" });
  for (const { reference } of await refundsOf(paid)) await expect(sheet).toContainText(reference);
  await decide(manager, "Approve");

  await expect(refundState(staff)).toHaveText("Refunded", { timeout: 20_000 });
  const together = staff.getByRole("region", { name: "Asked for together" });
  await expect(together.getByText("The money moved")).toHaveCount(2, { timeout: 20_000 });
  const refunds = await refundsOf(paid);
  expect(new Set(refunds.map(({ groupId }) => groupId)).size).toBe(1);
  expect(refunds.map(({ id }) => id)).toContain(refundId);
  const ledger = await gateway.ledger();
  expect(ledger.map(({ amount, requests, moves }) => [amount, requests, moves]).sort()).toEqual([
    [70_000, 1, 1],
    [80_000, 1, 1],
  ]);
  expect(ledger.map(({ reference }) => reference).sort()).toEqual(refunds.map(({ reference }) => reference).sort());
  for (const { receiver } of ledger) expect(receiver?.accountNumber).toBe(RECEIVER.accountNumber);
});
