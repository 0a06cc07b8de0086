import type { Page } from "@playwright/test";
import { findBarriers, outOfReach } from "#scripts/screens/examine.ts";
import { type Look, looksOf, ZOOMED } from "#scripts/screens/looks.ts";
import type { Records } from "#scripts/screens/records.ts";
import { SCREENS } from "#scripts/screens/screens.ts";
import { show } from "#scripts/screens/visit.ts";
import { expectAccessible, expectToFit } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";

// Axe takes its time on a busy machine; a trace would record all of it each time.
test.describe.configure({ timeout: 150_000 });
test.use({ trace: "off" });

/*
 * Each page in one look of its role; together any two of role, language, theme and width meet. `npm run test:deep
 * screens` looks at every page in every look.
 */
test("what staff work with is there for everyone", async ({ operator, order, gateway, shopAsksFor, read }) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const paid = await order({ method: "CC" });
  const [id, qr] = [await shopAsksFor(paid, "8000"), await order({ method: "QR" })];
  await expect.poll(async () => (await read(id)).state).toBe("processing");
  const records = { order: paid.orderId, busy: paid.orderId, processing: id, qr: qr.orderId };
  const staff = await operator("staff");

  await look(staff, looksOf("staff"), records, [
    ...["orders", "orders-nothing", "refunds", "approvals-own"],
    ...["dashboard", "export-refunds", "order", "refund-processing"],
    ...["refund-form-bank", "refund-form-refused", "order-missing", "pay-form"],
  ]);
});

test("what managers decide with is there for everyone", async ({ operator, order, shopAsksFor }) => {
  const awaiting_approval = await shopAsksFor(await order(), "20000");
  const manager = await operator("manager");

  await look(manager, looksOf("manager"), { awaiting_approval }, [
    ...["approvals-open", "approvals-decided", "review", "approve-dialog", "approve-many"],
    ...["reconciliation", "approvals", "reject-refused", "notifications"],
  ]);
});

test("what support answers with is there for everyone", async ({ operator, order, shopAsksFor }) => {
  const paid = await order();
  await shopAsksFor(paid, "20000");
  const support = await operator("support");

  await look(support, looksOf("support"), { busy: paid.orderId }, [
    ...["support-answer", "support-nothing", "support", "support-no-right"],
  ]);
});

test("what administrators set is there for everyone", async ({ operator, person, gateway }) => {
  const admin = await operator("admin");
  const { id } = await person("staff");

  await look(admin, looksOf("admin"), { user: id, account: gateway.accountId }, [
    ...["users", "policy", "gateway-accounts", "user"],
    ...["gateway-account-new", "api-keys", "audit", "merchant"],
    ...["proof", "import", "gateway-account", "chaos"],
  ]);
});

test("the ways in are there for everyone", async ({ open }) => {
  const stranger = await open({});

  await look(stranger, looksOf("staff"), {}, ["sign-in", "sign-in-refused", "invite-used"]);
  await stranger.goto("/api/v1/docs");
  await expectAccessible(stranger, "API reference");
});

test("at 200 % nothing is lost, and everything can be got at", async ({ operator, order, shopAsksFor }) => {
  const [qr, paid] = [await order({ method: "QR" }), await order()];
  const records = { qr: qr.orderId, order: paid.orderId, awaiting_approval: await shopAsksFor(paid, "20000") };
  const manager = await operator("manager");

  for (const name of ["orders", "order", "refund-form-receiver", "approvals-open", "reject-refused"]) {
    await show(manager, screen(name), { locale: "vi", ...ZOOMED }, { records, origin: origin() });
    await expectToFit(manager);
    expect.soft(await outOfReach(manager), `${name} at 200 %`).toEqual([]);
  }
});

async function look(page: Page, looks: readonly Look[], records: Records, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    const as = looks[index % looks.length];
    if (!as) throw new Error("There is no look to look in.");
    await show(page, screen(name), as, { records, origin: origin() });
    const where = `${name} in ${as.locale}, ${as.theme}, at ${as.width}`;
    await expect(page.locator("html"), where).toHaveAttribute("lang", as.locale);
    await expect(page.locator("h1, h2").first(), where).toBeVisible();
    await expectToFit(page);
    expect.soft(await findBarriers(page), where).toEqual([]);
  }
}

function origin(): string {
  return test.info().project.use.baseURL ?? "";
}

function screen(name: string) {
  const found = SCREENS[name];
  if (!found) throw new Error(`There is no screen ${name}.`);
  return found;
}
