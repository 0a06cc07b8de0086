import { expect, test } from "./fixtures.ts";
import { refundState, watchWords } from "./pages.ts";

test("F08 a refund behind another of its payment says for whom it waits, and leaves when that one has ended", async ({
  operator,
  order,
  merchantAt,
  api,
  read,
}) => {
  const easylink = await merchantAt("easylink");
  const { paymentId, orderId } = await order({ gateway: easylink });
  await easylink.plan({ scenario: "accept_and_wait" });
  const ask = async (amount: string) => {
    const answer = await api.post("/api/v1/refunds", {
      headers: { "idempotency-key": `${orderId} ${amount}` },
      data: { paymentId, amount, currency: "HKD", reason: "Returned in the shop" },
    });
    return (await answer.json()) as { readonly id: string; readonly reference: string };
  };
  const first = await ask("30.00");
  await expect.poll(async () => (await read(first.id)).state).toBe("processing");
  const second = await ask("20.00");
  const staff = await operator("staff");
  await staff.goto(`/refunds/${second.id}`);

  await expect(refundState(staff)).toHaveText("Approved – in line");
  const main = staff.getByRole("main");
  await expect(main).toContainText("in line behind another refund of this payment");
  await expect(main.getByRole("link", { name: first.reference }).first()).toBeVisible();
  const words = await watchWords(staff);
  await easylink.plan({ settleAfterMs: 50 });
  await easylink.settle(first.reference, "success");

  await expect(refundState(staff)).toHaveText("Refunded");
  expect((await words())[0]).toBe("Approved – in line");
  expect(await easylink.ledger()).toEqual([
    expect.objectContaining({ reference: first.reference, requests: 1, moves: 1 }),
    expect.objectContaining({ reference: second.reference, requests: 1, moves: 1 }),
  ]);
});
