import { expect, test } from "./fixtures.ts";
import {
  decide,
  fillReceiver,
  RECEIVER,
  refundableBalance,
  refundIdOf,
  refundState,
  requestButton,
  watchWords,
} from "./pages.ts";

test("a QR refund goes from the search to the customer's account, once, in front of two people's eyes", async ({
  operator,
  order,
  gateway,
  read,
}) => {
  const { orderId, payments } = await order({ amount: 250_000, method: "QR" });
  const staff = await operator("staff");

  await staff.goto("/orders");
  await expect(staff.getByRole("heading", { name: "Orders" })).toBeVisible();
  await staff.getByRole("searchbox", { name: "Search orders" }).fill(orderId);
  await staff.getByRole("row", { name: orderId }).click();
  await refundableBalance(staff).getByRole("button", { name: "Refund" }).click();
  await staff.getByLabel("Amount").fill("100000");
  await staff.getByLabel("Reason").fill("Wrong size delivered");
  await fillReceiver(staff);
  await expect(staff.getByLabel("SWIFT code")).toHaveValue("BFTVVNVX");
  await expect(requestButton(staff)).toContainText(/100[.,]000/);
  await requestButton(staff).click();
  const refundId = await refundIdOf(staff);
  await expect(refundState(staff)).toHaveText("Awaiting approval");
  expect(await gateway.ledger(), "nothing leaves before the approval").toEqual([]);
  const words = await watchWords(staff);

  const manager = await operator("manager");
  await manager.goto("/approvals");
  await expect(manager.getByRole("heading", { name: "Approvals" })).toBeVisible();
  await manager.getByRole("row", { name: orderId }).click();
  await expect(manager.getByRole("region", { name: "What you decide about" })).toContainText(orderId);
  await decide(manager, "Approve");
  await manager.goto(`/refunds/${refundId}`);

  for (const page of [staff, manager]) {
    await expect(refundState(page)).toHaveText("Refunded", { timeout: 20_000 });
    await expect(refundState(page)).toHaveAttribute("data-state", "succeeded");
    expect(await page.content(), "the account number stays sealed").not.toContain(RECEIVER.accountNumber);
    await expect(page.getByText(`•••• ${RECEIVER.accountNumber.slice(-4)}`)).toBeVisible();
  }
  const seen = await words();
  expect([seen[0], seen[1], seen.at(-1)]).toEqual(["Awaiting approval", "Approved – in line", "Refunded"]);
  expect(await gateway.ledger()).toEqual([
    {
      reference: (await read(refundId)).reference,
      paymentId: payments[0]?.gatewayPaymentRef,
      amount: 100_000,
      receiver: { accountName: "NGUYEN VAN A", accountNumber: RECEIVER.accountNumber, swiftCode: "BFTVVNVX" },
      requests: 1,
      moves: 1,
    },
  ]);

  await staff.goto(`/orders/${orderId}`);
  await staff.getByRole("link", { name: "Evidence pack" }).click();
  const evidence = staff.getByRole("region", { name: "Refund 1 of 1" });
  await expect(evidence).toContainText("The money moved");
  await expect(evidence.getByRole("listitem")).toHaveCount(2);
  expect(await staff.content(), "masked for others too").not.toContain(RECEIVER.accountNumber);
});
