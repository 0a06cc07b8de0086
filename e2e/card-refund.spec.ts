import { expect, test } from "./fixtures.ts";
import { fillRefundForm, refundableBalance, refundIdOf, refundState, requestButton, requestRefund } from "./pages.ts";

test("a card payment goes back in two parts, and then nothing is left to ask for", async ({
  operator,
  order,
  gateway,
}) => {
  const paid = await order({ amount: 18_000, method: "CC" });
  const staff = await operator("staff");

  await requestRefund(staff, paid, "8000");
  await expect(refundState(staff)).toHaveText("Refunded");

  await staff.goto(`/orders/${paid.orderId}`);
  const balance = refundableBalance(staff);
  await expect(balance).toContainText(/Paid\s*18[.,]000.*Refunded\s*8[.,]000.*Refundable\s*10[.,]000/s);
  await balance.getByRole("button", { name: "Refund" }).click();
  await staff.getByRole("button", { name: "All left" }).click();
  await expect(staff.getByLabel("Amount")).toHaveValue("10000");
  await staff.getByLabel("Reason").fill("The rest");
  await expect(staff.getByRole("region", { name: "After this refund" })).toContainText("It leaves for the gateway");
  await requestButton(staff).click();
  await refundIdOf(staff);
  await expect(refundState(staff)).toHaveText("Refunded");

  await staff.goto(`/orders/${paid.orderId}`);
  const refund = balance.getByRole("button", { name: "Refund" });
  await expect(refund).toBeDisabled();
  await expect(refund).toHaveAccessibleDescription("Nothing left to refund.");
  await balance.getByRole("button", { name: "Check at the gateway now" }).click();
  await expect(balance.getByText("The gateway says the same as we do.")).toBeVisible();
  const ledger = await gateway.ledger();
  expect(ledger.map(({ amount, requests, moves }) => ({ amount, requests, moves }))).toEqual([
    { amount: 8_000, requests: 1, moves: 1 },
    { amount: 10_000, requests: 1, moves: 1 },
  ]);
  expect(new Set(ledger.map((line) => line.reference)).size).toBe(2);
});

test("a refund of a card asks for no beneficiary, and more than is left is refused at its field", async ({
  operator,
  order,
  gateway,
}) => {
  const paid = await order({ amount: 18_000, method: "CC" });
  const staff = await operator("staff");

  await fillRefundForm(staff, paid, "18001");
  await expect(staff.getByLabel("Account number")).toHaveCount(0);
  await expect(staff.getByRole("region", { name: "After this refund" })).toContainText("More than is left");
  await requestButton(staff).click();

  await expect(staff.getByLabel("Amount")).toHaveAccessibleDescription(/More than can still be refunded/);
  await expect(staff.getByLabel("Amount")).toBeFocused();
  await expect(staff.getByLabel("Amount")).toHaveValue("18001");
  expect(await gateway.ledger()).toEqual([]);
});
