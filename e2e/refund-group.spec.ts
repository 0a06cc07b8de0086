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

test("of one request over two gateways each part ends as its own gateway proves, and what did not move is free again", async ({
  operator,
  order,
  merchantAt,
}) => {
  const [payease, easylink] = await Promise.all([merchantAt("payease", "HKD"), merchantAt("easylink")]);
  await payease.plan({ settleAfterMs: 50 });
  await easylink.plan({ scenario: "accept_then_fail", settleAfterMs: 50 });
  const paid = await order({ gateway: payease, alsoAt: [easylink], amount: 30_000 });
  const staff = await operator("staff");

  await staff.goto(`/orders/${paid.orderId}`);
  await staff.getByRole("link", { name: "Refund several payments" }).click();
  await staff.getByLabel("Amount").fill("450.00");
  await staff.getByLabel("Reason").fill("Order came back whole");
  const parts = staff.getByRole("group", { name: "What each payment gives" });
  await parts.getByRole("textbox").nth(0).fill("300.00");
  await parts.getByRole("textbox").nth(1).fill("150.00");
  await requestButton(staff).click();
  await refundIdOf(staff);
  // Abroad the demo's policy wants two.
  for (const name of ["manager", "manager2"] as const) {
    const manager = await operator(name);
    await manager.goto("/approvals");
    await manager.getByRole("row", { name: paid.orderId }).click();
    await expect(manager.getByRole("region", { name: "What you decide about" })).toContainText(paid.orderId);
    await decide(manager, "Approve");
  }

  const together = staff.getByRole("region", { name: "Asked for together" });
  await expect(together.getByText("Refunded", { exact: true })).toHaveCount(1, { timeout: 20_000 });
  await expect(together.getByText("Failed", { exact: true })).toHaveCount(1, { timeout: 20_000 });
  const [moved] = await payease.ledger();
  const [refused] = await easylink.ledger();
  expect([moved?.requests, moved?.moves, refused?.requests, refused?.moves]).toEqual([1, 1, 1, 0]);
  expect([moved?.amount, refused?.amount].sort()).toEqual([15_000, 30_000]);
  await staff.goto(`/orders/${paid.orderId}`);
  const whole = staff.getByRole("region", { name: /^Refundable balance/ });
  await expect(whole.filter({ hasText: "easylink" })).toContainText(/Refundable\s*HKD\s*300/);
});
