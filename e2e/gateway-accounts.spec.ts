import type { Page } from "@playwright/test";
import { expectAccessible, expectToFit } from "./fixtures/accessible.ts";
import { unique } from "./fixtures/desk.ts";
import { expect, test } from "./fixtures.ts";

test("B11 H04 an account and its new secret hold when a second administrator confirms them", async ({
  operator,
  desk,
}) => {
  const [admin, admin2] = [await operator("admin"), await operator("admin2")];
  const label = `Shop ${unique(8)}`;
  const secret = unique(32);
  await admin.goto("/settings/gateway-accounts/new?gateway=neox");
  await admin.getByLabel("Name", { exact: true }).fill(label);
  await admin.getByLabel("Base URL").fill("ftp://nowhere");
  await admin.getByLabel("Merchant code").fill("SHOP1");
  await admin.getByLabel("Secret key").fill(secret);
  await admin.getByRole("button", { name: "Propose" }).click();
  await expect(admin.getByLabel("Base URL")).toHaveAttribute("aria-invalid", "true");
  await expect(admin.getByLabel("Secret key")).toHaveValue("");
  await expectAccessible(admin, "new account, refused");

  await admin.getByLabel("Base URL").fill(desk.emulators.neox.baseUrl);
  await admin.getByLabel("Secret key").fill(secret);
  await admin.getByRole("button", { name: "Propose" }).click();
  await expect(changeOf(admin, label)).toContainText("another administrator has to confirm it");
  await expect(changeOf(admin, label).getByRole("button", { name: "Confirm" })).toHaveCount(0);
  await expect(rowOf(admin, label)).toHaveCount(0);

  await admin2.goto("/settings/gateway-accounts");
  await expect(changeOf(admin2, label)).toContainText(`•••• ${secret.slice(-4)}`);
  await expectAccessible(admin2, "change to confirm");
  await changeOf(admin2, label).getByRole("button", { name: "Confirm" }).click();
  await expect(rowOf(admin2, label)).toContainText("version 1");

  const next = unique(32);
  await rowOf(admin2, label).getByRole("link").click();
  await accountOf(admin2, label).getByRole("link", { name: "Change" }).click();
  await expect(admin2.getByLabel("Merchant code")).toHaveValue("SHOP1");
  await admin2.getByLabel("Secret key").fill(next);
  await admin2.getByRole("button", { name: "Propose" }).click();
  await expect(changeOf(admin2, label)).toBeVisible();
  await admin.reload();
  await changeOf(admin, label).getByRole("button", { name: "Confirm" }).click();
  await expect(rowOf(admin, label)).toContainText("version 2");
  await rowOf(admin, label).getByRole("link").click();
  await expect(accountOf(admin, label)).toContainText("Version 1 until");
  expect(await admin.content()).not.toContain(next);
});

test("H08 everybody reads that an account is paused, and why, as long as it lasts", async ({ operator, gateway }) => {
  const [admin, staff] = [await operator("admin"), await operator("staff")];
  await staff.goto("/orders");
  await admin.goto(`/settings/gateway-accounts/${gateway.accountId}`);
  const account = admin.getByRole("region", { name: "NeoX · Journey" });
  await account.getByText("Pause sending").click();
  const why = `The gateway is being repaired ${unique(6)}`;
  await account.getByLabel("Why").fill(why);
  await account.getByRole("button", { name: "Pause now" }).click();

  await expect(staff.getByRole("status").filter({ hasText: why })).toContainText("Sending is paused for NeoX");
  await expectAccessible(staff, "orders while an account is paused");
  await account.getByRole("button", { name: "Send again" }).click();
  await expect(staff.getByText(why)).toHaveCount(0);
});

test("an account is tested where it is set: the code that signs, and a question at the gateway", async ({
  operator,
  gateway,
}) => {
  const admin = await operator("admin", { viewport: { width: 390, height: 844 } });
  await admin.goto(`/settings/gateway-accounts/${gateway.accountId}`);
  const account = admin.getByRole("region", { name: "NeoX · Journey" });
  await account.getByRole("button", { name: "Test", exact: true }).click();
  await expect(account.getByText("Everything answered as it should")).toBeVisible();
  await expect(account.getByRole("listitem").filter({ hasText: "a question at the gateway" })).toBeVisible();
  await expectAccessible(admin, "tested account");
  await expectToFit(admin);
  await account.getByRole("link", { name: "Change" }).click();
  await expect(admin.getByRole("button", { name: "Propose" })).toBeVisible();
  await expectAccessible(admin, "form of an account");
  await expectToFit(admin);
});

function changeOf(page: Page, label: string) {
  return page.getByRole("article").filter({ hasText: label });
}

function rowOf(page: Page, label: string) {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name: `NeoX · ${label}` }) });
}

function accountOf(page: Page, label: string) {
  return page.getByRole("region", { name: `NeoX · ${label}` });
}
