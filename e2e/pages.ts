import { expect, type Locator, type Page } from "@playwright/test";
import type { PaidOrder } from "./fixtures.ts";

export const RECEIVER = {
  accountName: "Nguyễn Văn Á",
  accountNumber: "9704360012345678",
  bank: "Vietcombank",
} as const;

/** The one word of a refund, which follows by itself. */
export function refundState(page: Page): Locator {
  return page.getByRole("status", { name: "Refund state" });
}

/** Every word that the state shows on this page from now on, however briefly, in order. */
export async function watchWords(page: Page): Promise<() => Promise<string[]>> {
  const words = await refundState(page).evaluateHandle((status) => {
    const seen = [status.textContent ?? ""];
    new MutationObserver(() => {
      const word = document.querySelector("[role=status][data-state]")?.textContent;
      if (word && word !== seen.at(-1)) seen.push(word);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return () => words.jsonValue();
}

export function refundableBalance(page: Page): Locator {
  return page.getByRole("region", { name: "Refundable balance" });
}

export function requestButton(page: Page): Locator {
  return page.getByRole("button", { name: /^Request refund/ });
}

/** Opens the form by its address and fills in what every refund needs. */
export async function fillRefundForm(page: Page, order: PaidOrder, amount: string): Promise<void> {
  await page.goto(`/orders/${order.orderId}/refund?payment=${order.paymentId}`);
  await page.getByLabel("Amount").fill(amount);
  await page.getByLabel("Reason").fill("Customer returned one item");
}

export async function fillReceiver(page: Page): Promise<void> {
  await page.getByLabel("Account name").fill(RECEIVER.accountName);
  await page.getByLabel("Account number").fill(RECEIVER.accountNumber);
  await page.getByLabel("Bank").fill(RECEIVER.bank);
  await page.getByRole("option", { name: RECEIVER.bank }).click();
}

/** Asks for a refund in the form and waits for its page. Returns the refund's ID. */
export async function requestRefund(page: Page, order: PaidOrder, amount: string): Promise<string> {
  await fillRefundForm(page, order, amount);
  await requestButton(page).click();
  return refundIdOf(page);
}

export async function refundIdOf(page: Page): Promise<string> {
  await page.waitForURL(/\/refunds\/[0-9a-f-]{36}$/);
  return page.url().split("/").at(-1) ?? "";
}

type Decision = "Approve" | "Send back" | "Reject" | "Withdraw" | "Answer and ask again";

/** Both steps of a decision, on the refund's page or on its sheet in the queue. */
export async function decide(page: Page, decision: Decision, words?: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${decision}`) }).click();
  const dialog = page.getByRole("dialog");
  if (words !== undefined) await dialog.getByRole("textbox").fill(words);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toBeHidden();
}
