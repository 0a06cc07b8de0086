import { unique } from "./fixtures/desk.ts";
import { expect, test } from "./fixtures.ts";

const COLUMNS =
  "orderId,currency,amount,placedAt,customerName,customerEmail,customerPhone,gatewayAccountId,gatewayTransactionRef,gatewayPaymentRef,method,paymentAmount,status,paidAt";

test("an import is looked at line by line before it stores anything", async ({ operator, gateway, api }) => {
  const admin = await operator("admin");
  const [first, second, wrong] = [unique(8), unique(8), unique(8)];
  const line = (id: string, amount: string) =>
    `IMP-${id},VND,${amount},2026-11-01T09:00:00+07:00,Lê Thu,thu@example.com,,${gateway.accountId},T${id},${id},CC,${amount},SUCCESS,2026-11-01T09:01:00+07:00`;
  const file = [COLUMNS, line(first, "120000"), line(wrong, "1e3"), line(second, "80000"), ""].join("\n");

  await admin.goto("/settings/import");
  await admin
    .getByLabel("CSV file")
    .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await admin.getByRole("button", { name: "Check the file" }).click();
  await expect(admin.getByText("Nothing is stored yet")).toBeVisible();
  await expect(admin.getByText("2 new orders, 0 changed, 0 unchanged, 1 refused.")).toBeVisible();
  const refused = admin.getByRole("table", { name: "Lines of the file" }).getByRole("row").nth(1);
  await expect(refused).toContainText(`IMP-${wrong}`);
  await expect(refused).toContainText("amount");
  expect((await api.get(`/api/v1/orders/IMP-${first}`)).status()).toBe(404);

  await admin.getByRole("button", { name: "Import 2 orders" }).click();
  await expect(admin.getByText("Imported")).toBeVisible();
  await admin.goto(`/orders/IMP-${second}`);
  await expect(admin.getByRole("region", { name: "Refundable balance" })).toContainText(/80[.,]000/);
  expect((await api.get(`/api/v1/orders/IMP-${wrong}`)).status()).toBe(404);
});

test("a new line of the policy is read in words, and in force once another administrator confirms it", async ({
  operator,
}) => {
  const admin = await operator("admin");
  // More than any run before has written: a line below another one's limit would decide nothing.
  const limit = `${Math.floor(Date.now() / 1_000)}.50`;
  await admin.goto("/settings/policy");
  const lines = admin.getByRole("listitem").filter({ has: admin.getByLabel("Up to, per refund") });
  await lines.last().getByLabel("Currency").fill("HKD");
  await lines.last().getByLabel("Up to, per refund").fill(limit);
  await lines.last().getByLabel("Needs").selectOption("3");
  const words = admin.getByRole("complementary", { name: "In words" });
  const grouped = limit.replace(/\B(?=(\d{3})+\.)/g, ",");
  await expect(words).toContainText(new RegExp(`Up to HKD.${grouped}: 3 other people approve`));

  await admin.getByRole("button", { name: "Propose this policy" }).click();
  await expect(admin.getByText("another administrator has to confirm it")).toBeVisible();
  const admin2 = await operator("admin2");
  await admin2.goto("/settings/policy");
  await admin2.getByRole("button", { name: "Confirm" }).click();
  await expect(admin2.getByRole("heading", { name: "Waits for a second administrator" })).toBeHidden();
  await admin.reload();
  await expect(words).toContainText(new RegExp(`Up to HKD.${grouped}: 3 other people approve`));
  await admin.goto("/settings/audit?kind=policy.changed");
  await expect(admin.getByRole("row").filter({ hasText: "Approval policy changed" }).first()).toBeVisible();
});

test("staff finds no settings, and a manager only the audit", async ({ operator }) => {
  const [staff, manager] = [await operator("staff"), await operator("manager")];
  await staff.goto("/settings/users");
  await expect(staff.getByText("You do not have the right to see this page")).toBeVisible();
  await manager.goto("/settings/policy");
  await expect(manager.getByText("You do not have the right to see this page")).toBeVisible();
  await manager.goto("/settings/audit");
  await expect(manager.getByRole("table", { name: "What happened, newest first" })).toBeVisible();
});
