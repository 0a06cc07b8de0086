import type { Page } from "@playwright/test";
import jsQR from "jsqr";
import { expect, test } from "./fixtures.ts";
import { fillReceiver, refundableBalance, refundIdOf, refundState, requestButton } from "./pages.ts";

test("a payment link for QR shows a code that scans; what is paid through it arrives and can be refunded", async ({
  operator,
  open,
  order,
  gateway,
}) => {
  const { orderId } = await order({ amount: 250_000, method: "CC" });
  const staff = await operator("staff");
  await staff.goto(`/orders/${orderId}`);
  await staff.getByRole("link", { name: "Payment link" }).click();
  await staff.getByLabel("Gateway account").selectOption(gateway.accountId);
  await staff.getByLabel("Amount").fill("120000");
  await staff.getByRole("button", { name: "Create payment link" }).click();

  const code = staff.getByRole("img", { name: "QR code of the transfer" });
  await expect(code).toBeVisible();
  const linkId = staff.url().split("/").at(-1);
  const link = (await (await staff.request.get(`/api/desk/payment-links/${linkId}`)).json()) as {
    readonly url: string;
    readonly transfer: { readonly qrData: string };
  };
  expect(await scan(staff, await code.screenshot())).toBe(link.transfer.qrData);

  const payer = await open({});
  await payer.goto(link.url);
  await payer.getByRole("button", { name: "Pay" }).click();
  await expect(payer.getByRole("heading", { name: /^Payment (made|received)$/ })).toBeVisible();
  await expect(payer.getByText(orderId)).toBeVisible();
  await payer.goto(payer.url().replace("neo_Amount=120000", "neo_Amount=1"));
  await expect(payer.getByRole("heading", { name: "This address tells us nothing" })).toBeVisible();

  await expect(staff.getByText("Paid", { exact: true })).toBeVisible();
  await staff.getByRole("link", { name: "To the order" }).click();
  const paid = refundableBalance(staff).filter({ hasText: "QR" });
  await paid.getByRole("button", { name: "Refund" }).click();
  await staff.getByLabel("Amount").fill("9000");
  await staff.getByLabel("Reason").fill("One cup broke on the way");
  await fillReceiver(staff);
  await requestButton(staff).click();
  await refundIdOf(staff);
  await expect(refundState(staff)).toHaveText("Refunded");
  expect(await gateway.ledger()).toEqual([expect.objectContaining({ amount: 9_000, requests: 1, moves: 1 })]);
});

/** What a scanner reads from a photograph of the screen; the browser knows how to open the picture. */
async function scan(page: Page, png: Buffer): Promise<string | undefined> {
  const { pixels, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const drawing = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    drawing?.drawImage(picture, 0, 0);
    const { data, width, height } = drawing?.getImageData(0, 0, picture.width, picture.height) ?? new ImageData(1, 1);
    return { pixels: [...data], width, height };
  }, png.toString("base64"));
  return jsQR(new Uint8ClampedArray(pixels), width, height)?.data;
}
