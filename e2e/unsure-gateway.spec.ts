import type { Page } from "@playwright/test";
import { expect, type PaidOrder, test } from "./fixtures.ts";
import { refundableBalance, refundState, requestRefund, watchWords } from "./pages.ts";

const AMOUNT = 8_000;
const once = { amount: AMOUNT, requests: 1, moves: 1 };

test("a refund whose answer is lost is settled by the notification, and is never sent twice", async ({
  operator,
  order,
  gateway,
  read,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await gateway.plan({ scenario: "drop_after_accepting", settleAfterMs: null });

  const id = await requestRefund(staff, paid, String(AMOUNT));
  await expect(refundState(staff)).toHaveText("Unknown – checking");
  await expect(refundState(staff)).toHaveAttribute("data-state", "unknown");
  await staff.getByRole("button", { name: "Ask the gateway now" }).click();
  await expect(staff.getByRole("row").filter({ hasText: "Question" }).first()).toBeVisible();
  await expect(refundState(staff)).toHaveText("Unknown – checking");

  const { reference } = await read(id);
  await gateway.settle(reference, "success");
  await expect(refundState(staff)).toHaveText("Refunded");
  await gateway.notify(reference, "genuine", { times: 3 });

  expect((await read(id)).state).toBe("succeeded");
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ reference, ...once })]);
});

test("what the gateway refuses is unknown, with its words, until the quiet time has proved that nothing moved", async ({
  operator,
  order,
  gateway,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await gateway.plan({ scenario: "refuse", code: 33 });

  await requestRefund(staff, paid, String(AMOUNT));
  await expect(refundState(staff)).toHaveText("Unknown – checking");
  await expect(staff.getByText(/NeoX said “33 .+”/)).toBeVisible();
  await expect(staff.getByText("Not final: making sure that nothing moved.")).toBeVisible();
  await expect(refundState(staff)).toHaveText("Failed", { timeout: 15_000 });

  expect(await gateway.ledger()).toEqual([]);
  await expectAllFreeAgain(staff, paid);
});

test("a refund that the gateway reports as failed gives its amount free again", async ({
  operator,
  order,
  gateway,
  read,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await gateway.plan({ scenario: "accept_and_wait" });

  const id = await requestRefund(staff, paid, String(AMOUNT));
  await expect(refundState(staff)).toHaveText("At the gateway");
  const { reference } = await read(id);
  await gateway.notify(reference, "forged", { times: 2 });
  expect((await read(id)).state, "a forged notification settles nothing").toBe("processing");
  await gateway.settle(reference, "failure");

  await expect(refundState(staff)).toHaveText("Failed");
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ reference, requests: 1, moves: 0 })]);
  await expectAllFreeAgain(staff, paid);
});

test("a slow gateway is watched word by word", async ({ operator, order, gateway }) => {
  const paid = await order();
  const staff = await operator("staff");
  await gateway.plan({ answerAfterMs: 3_000, settleAfterMs: 3_500 });

  await requestRefund(staff, paid, String(AMOUNT));
  const words = await watchWords(staff);
  await expect(refundState(staff)).toHaveText("Refunded");

  expect((await words()).slice(-3)).toEqual(["Sending", "At the gateway", "Refunded"]);
  expect(await gateway.ledger()).toEqual([expect.objectContaining(once)]);
});

test("without any notification the desk finds out by asking", async ({ operator, order, gateway }) => {
  const paid = await order();
  const staff = await operator("staff");
  await gateway.plan({ scenario: "drop_after_accepting", settleAfterMs: 1_500, notifications: 0 });

  await requestRefund(staff, paid, String(AMOUNT));
  await expect(refundState(staff)).toHaveText("Unknown – checking");
  await expect(refundState(staff)).toHaveText("Refunded");

  await expect(staff.getByText("the refunded total that the gateway reports")).toBeVisible();
  expect(await gateway.ledger()).toEqual([expect.objectContaining(once)]);
});

async function expectAllFreeAgain(page: Page, paid: PaidOrder): Promise<void> {
  await page.goto(`/orders/${paid.orderId}`);
  await expect(refundableBalance(page)).toContainText(/Refundable\s*100[.,]000/);
  await expect(refundableBalance(page).getByRole("button", { name: "Refund" })).toBeVisible();
}
