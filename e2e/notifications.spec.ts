import { devices, type Page } from "@playwright/test";
import { expectAccessible, expectToFit } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";
import { refundState } from "./pages.ts";

const { defaultBrowserType: _, ...iPhone } = devices["iPhone 13"];

test("what comes in by the gateways' door is told apart: forged, other, known, and what settled the refund", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const id = await shopAsksFor(await order(), "8000");
  await expect.poll(async () => (await read(id)).state).toBe("processing");
  const { reference } = await read(id);
  const manager = await operator("manager");
  await manager.goto(`/notifications?account=${gateway.accountId}`);
  await expect(manager.getByText("No message matches")).toBeVisible();

  await gateway.notify(reference, "forged");
  await expect(messages(manager).filter({ hasText: "Forged" })).toContainText("The signature is wrong or missing");
  await gateway.notify(reference, "genuine", { fields: { neo_Amount: 7_999 } });
  const differing = messages(manager).filter({ hasText: "Its amount is not ours" });
  await expect(differing).toContainText(reference);
  await gateway.settle(reference, "success");
  const settling = messages(manager).filter({ hasText: "From “Needs a person” to “Refunded”." });
  await expect(settling).toContainText("Good");
  await gateway.notify(reference, "genuine", { times: 2 });
  await manager.reload();
  await expect(settling).toContainText("Came 3 times");
  await expectAccessible(manager, "notifications");
  expect((await read(id)).state).toBe("succeeded");

  await manager.getByRole("link", { name: "Differs" }).click();
  await expect(messages(manager)).toHaveCount(1);
  await differing.click();
  await expect(manager.getByRole("region", { name: "What it says" })).toContainText(/7[.,]999/);
  await manager.getByRole("button", { name: "Process again" }).click();
  await expect(manager.getByRole("alert").filter({ hasText: "Processed again" })).toBeVisible();
  await expectAccessible(manager, "notification");
  await manager.goto(`/refunds/${id}`);
  await expect(refundState(manager), "proof that is final stays").toHaveText("Refunded");
});

test("the door is watched on a phone, by managers and administrators alone", async ({ operator }) => {
  const admin = await operator("admin", { ...iPhone, viewport: { width: 390, height: 844 } });
  const staff = await operator("staff");
  await admin.goto("/orders");
  await admin.locator("summary").filter({ hasText: "Admin" }).tap();
  await admin.getByRole("link", { name: "Notifications" }).tap();
  await expect(admin.getByRole("heading", { name: "Notifications" })).toBeVisible();
  await expectToFit(admin);
  await messages(admin).first().tap();
  await expect(admin.getByRole("region", { name: "As it came" })).toBeVisible();
  await expectToFit(admin);

  await staff.goto("/notifications");
  await expect(staff.getByText("You do not have the right to see this page")).toBeVisible();
  expect((await staff.request.get("/api/desk/notifications")).status()).toBe(403);
});

/** The rows of the list, without its head. */
function messages(page: Page) {
  return page.getByRole("row").filter({ has: page.locator("a[data-row-link]") });
}
