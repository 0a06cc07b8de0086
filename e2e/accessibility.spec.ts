import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";
import { refundState, requestButton } from "./pages.ts";

// Each page is examined twice, which takes its time on a busy machine; a trace would record all of axe each time.
test.describe.configure({ timeout: 150_000 });
test.use({ trace: "off" });

test("what staff work with is there for everyone", async ({ operator, order, gateway, shopAsksFor }) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const paid = await order({ method: "CC" });
  const [id, qr] = [await shopAsksFor(paid, "8000"), await order({ method: "QR" })];
  const staff = await operator("staff");

  await visit(staff, "/orders", "Orders");
  await visit(staff, `/orders?q=nobody-${paid.orderId}`, "Orders");
  await visit(staff, "/refunds", "Refunds");
  await visit(staff, "/approvals", "Approvals");
  await visit(staff, "/dashboard", "Dashboard");
  await visit(staff, "/exports/refunds?state=failed", "Export refunds");
  await staff.goto(`/orders/${paid.orderId}`);
  await staff.locator("summary").filter({ hasText: "At the gateway" }).click();
  await expectAccessible(staff, "order");
  await staff.goto(`/refunds/${id}`);
  await expect(refundState(staff)).not.toBeEmpty();
  await expectAccessible(staff, "refund");

  await staff.goto(`/orders/${qr.orderId}/refund`);
  await expectAccessible(staff, "refund form");
  await requestButton(staff).click();
  await expect(staff.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
  await staff.getByLabel("Bank").fill("viet");
  await expect(staff.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await expectAccessible(staff, "refund form, refused, choosing a bank");
});

test("what managers decide with is there for everyone", async ({ operator, order, shopAsksFor }) => {
  const paid = await order();
  const id = await shopAsksFor(paid, "20000");
  const manager = await operator("manager");

  await visit(manager, `/approvals?open=${id}`, "Approvals");
  await visit(manager, "/approvals?tab=decided", "Approvals");
  await visit(manager, "/review", "Needs a person");
  await manager.goto(`/refunds/${id}`);
  await expectAccessible(manager, "refund to decide");
  await manager.getByRole("button", { name: "Reject" }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await expect(manager.getByRole("dialog").getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(manager, "rejecting, refused");
  await manager.keyboard.press("Escape");
  await manager.locator("summary").filter({ hasText: "Manager" }).click();
  await expectAccessible(manager, "own menu");
});

test("what support answers with is there for everyone", async ({ operator, order, shopAsksFor }) => {
  const paid = await order();
  await shopAsksFor(paid, "20000");
  const support = await operator("support");

  await visit(support, "/support", "Support");
  await visit(support, `/support?q=${paid.orderId}`, paid.orderId);
  await visit(support, `/support?q=${paid.orderId.slice(0, -1)}`, "Nothing found");
  await visit(support, "/orders", "You do not have the right to see this page");
});

test("what administrators set is there for everyone", async ({ operator, person }) => {
  const admin = await operator("admin");
  const { id } = await person("staff");

  const places = ["users", `users/${id}`, "policy", "gateway-accounts", "api-keys", "merchant", "import", "audit"];
  for (const place of places) await visit(admin, `/settings/${place}`, "Settings");
  await visit(admin, "/profile", "Your profile");
  await visit(admin, "/proof", "Proof");
});

test("the ways in are there for everyone", async ({ open, operator }) => {
  const stranger = await open({});
  await visit(stranger, "/sign-in", "Sign in");
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByLabel("Email")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(stranger, "sign-in, refused");
  await visit(stranger, "/invite/no-such-link", "This link is used or has expired");
  await visit(stranger, "/api/v1/docs", "Refund Desk");
  const staff = await operator("staff");
  await visit(staff, "/orders/nowhere", "There is nothing at this address");
});

async function visit(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { name: heading }).first(), path).toBeVisible();
  await expectAccessible(page, path);
}
