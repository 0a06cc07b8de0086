import type { Page } from "@playwright/test";
import type { Person } from "./demo.ts";

export type Screen = {
  readonly person: Person;
  /** `{order}` is the record of that name. */
  readonly path: string;
  /** Brings the page into the state that is looked at; knows no language. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** What the page's own questions are answered with, by the end of their address. */
  readonly answers?: Readonly<Record<string, object | "fails">>;
};

const MAIN_SUBMIT = "main form button[type=submit]";

/** Every page and its states, as the person sees them whose work it is. */
export const SCREENS: Readonly<Record<string, Screen>> = {
  "sign-in": { person: "nobody", path: "/sign-in" },
  "sign-in-refused": {
    person: "nobody",
    path: "/sign-in",
    prepare: async (page) => {
      await page.locator("input[name=email]").fill("khong-co-ai@example.com");
      await page.locator("input[name=password]").fill("not the password");
      await page.locator("button[type=submit]").click();
      await page.locator("[role=alert]:not([id=__next-route-announcer__])").first().waitFor();
    },
  },
  "invite-used": { person: "nobody", path: "/invite/no-such-link" },
  "pay-return-unsigned": { person: "nobody", path: "/pay/return/{account}?neo_Amount=1" },

  orders: { person: "staff", path: "/orders" },
  "orders-nothing": { person: "staff", path: "/orders?q=nothing-like-it&state=failed" },
  "orders-today": {
    person: "staff",
    path: "/orders?refunded=today",
    prepare: (page) => page.locator("main nav a[aria-current] .figures:not(:empty)").waitFor(),
  },
  "orders-banners": { person: "staff", path: "/orders", answers: { "/status": everythingStands() }, prepare: banners },
  "orders-stale": {
    person: "staff",
    path: "/orders",
    answers: { "/orders?state=failed": "fails" },
    prepare: async (page) => {
      await listens(page);
      await page.locator("a[href='/orders?state=failed']").click();
      // As long as the new rows are asked for, and then not any more.
      await page.locator("[aria-busy=true].asking").waitFor();
      await page.locator("[aria-busy=true].asking").waitFor({ state: "detached" });
    },
  },
  "orders-peek": {
    person: "staff",
    path: "/orders?q={busy}",
    prepare: async (page) => {
      await keys(page, "j", "Space");
      await page.locator("[role=dialog] dl").waitFor();
    },
  },
  "orders-views": {
    person: "staff",
    path: "/orders?state=failed",
    prepare: (page) => openDetails(page, "main details > summary", "#view-name"),
  },
  "orders-views-filled": {
    person: "staff",
    path: "/orders?state=failed",
    answers: { "/views?list=orders": savedViews() },
    prepare: (page) => openDetails(page, "main details > summary", "main details li:first-child"),
  },
  "desk-problem": {
    person: "staff",
    path: "/orders",
    // No page of ours: drawing it throws.
    answers: { "/orders?state=failed": {} },
    prepare: async (page) => {
      await listens(page);
      await page.locator("a[href='/orders?state=failed']").click();
      await page.locator("main search").waitFor({ state: "detached" });
    },
  },
  palette: { person: "staff", path: "/orders", prepare: (page) => keys(page, "Control+k") },
  "key-list": { person: "staff", path: "/orders", prepare: (page) => keys(page, "?") },
  menu: {
    person: "staff",
    path: "/orders",
    prepare: (page) => page.locator("header details > summary").last().click(),
  },
  order: { person: "staff", path: "/orders/{order}" },
  "order-busy": { person: "staff", path: "/orders/{busy}" },
  "evidence-pack": { person: "staff", path: "/orders/{busy}/evidence" },
  "order-missing": { person: "staff", path: "/orders/nowhere" },
  "refund-form": { person: "staff", path: "/orders/{order}/refund" },
  "refund-form-many": { person: "staff", path: "/orders/{busy}/refund" },
  "refund-form-receiver": { person: "staff", path: "/orders/{qr}/refund" },
  "refund-form-refused": {
    person: "staff",
    path: "/orders/{qr}/refund",
    prepare: async (page) => {
      await page.locator(MAIN_SUBMIT).last().click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  "refund-form-bank": {
    person: "staff",
    path: "/orders/{qr}/refund",
    prepare: async (page) => {
      await page.locator("#field-amount").fill("125000");
      await page.locator("[name='receiver.accountName']").fill("TRAN QUOC BAO");
      await page.locator("#field-bank").fill("viet");
      await page.locator("[role=option]").first().waitFor();
    },
  },
  notices: { person: "manager", path: "/notices" },
  questions: { person: "manager", path: "/questions" },
  mails: { person: "admin", path: "/settings/mails" },
  refunds: { person: "staff", path: "/refunds" },
  "refunds-filtered": {
    person: "staff",
    path: "/refunds?currency=VND&min=10000&from=2026-01-01",
    prepare: async (page) => {
      await page.locator("main details > summary").last().click();
      await page.locator("#filter-gateway").waitFor();
    },
  },
  "refunds-nothing": { person: "staff", path: "/refunds?state=reversed" },
  "refund-succeeded": { person: "staff", path: "/refunds/{succeeded}" },
  "refund-failed": { person: "staff", path: "/refunds/{failed}" },
  "refund-processing": { person: "staff", path: "/refunds/{processing}" },
  "refund-unknown": { person: "staff", path: "/refunds/{unknown}" },
  "refund-sent-back": { person: "staff", path: "/refunds/{sent_back}" },
  "refund-rejected": { person: "staff", path: "/refunds/{rejected}" },
  "approvals-own": { person: "staff", path: "/approvals?tab=waiting" },
  "pay-form": { person: "staff", path: "/orders/{busy}/pay" },
  "pay-link": { person: "staff", path: "/orders/{busy}/pay/{link}" },
  dashboard: { person: "staff", path: "/dashboard" },
  "export-orders": { person: "staff", path: "/exports/orders" },
  "export-refunds": { person: "staff", path: "/exports/refunds?state=failed" },
  profile: { person: "staff", path: "/profile" },
  "no-right": { person: "staff", path: "/settings/users" },

  approvals: { person: "manager", path: "/approvals" },
  "approvals-open": { person: "manager", path: "/approvals?open={awaiting_approval}" },
  "approvals-decided": { person: "manager", path: "/approvals?tab=decided" },
  "approvals-filtered": { person: "manager", path: "/approvals?currency=VND&min=1&sort=expiry&reason=a" },
  "approvals-nothing": { person: "manager", path: "/approvals?gateway=easylink&max=1&currency=VND" },
  "approvals-chosen": { person: "manager", path: "/approvals", prepare: chooseAll },
  "approve-many": {
    person: "manager",
    path: "/approvals",
    prepare: async (page) => {
      await chooseAll(page);
      await dialog(page, "[data-hotkey=a]");
    },
  },
  "approve-dialog": {
    person: "manager",
    path: "/refunds/{awaiting_approval}",
    prepare: (page) => dialog(page, "[data-hotkey=a]"),
  },
  "reject-refused": {
    person: "manager",
    path: "/refunds/{awaiting_approval}",
    prepare: async (page) => {
      await dialog(page, "[data-hotkey=d]");
      await page.locator("[role=dialog] button[type=submit]").click();
      await page.locator("[role=dialog] [aria-invalid=true]").waitFor();
    },
  },
  review: { person: "manager", path: "/review" },
  "review-nothing": { person: "manager", path: "/review?severity=3&sort=oldest" },
  "refund-review": { person: "manager", path: "/refunds/{needs_review}" },
  notifications: { person: "manager", path: "/notifications" },
  notification: { person: "manager", path: "/notifications/{notification}" },
  reconciliation: { person: "manager", path: "/settings/reconciliation" },

  support: { person: "support", path: "/support" },
  "support-answer": { person: "support", path: "/support?q={busy}" },
  "support-no-right": { person: "support", path: "/orders" },
  "support-nothing": { person: "support", path: "/support?q={busy}9" },

  users: { person: "admin", path: "/settings/users" },
  user: { person: "admin", path: "/settings/users/{user}" },
  policy: { person: "admin", path: "/settings/policy" },
  "gateway-accounts": { person: "admin", path: "/settings/gateway-accounts" },
  "gateway-account": { person: "admin", path: "/settings/gateway-accounts/{account}" },
  "gateway-account-change": { person: "admin", path: "/settings/gateway-accounts/{account}/change" },
  "gateway-account-new": { person: "admin", path: "/settings/gateway-accounts/new?gateway=payease" },
  "api-keys": { person: "admin", path: "/settings/api-keys" },
  merchant: { person: "admin", path: "/settings/merchant" },
  import: { person: "admin", path: "/settings/import" },
  audit: { person: "admin", path: "/settings/audit" },
  proof: { person: "admin", path: "/proof" },
  chaos: { person: "admin", path: "/chaos" },
};

/** What every page says when all goes wrong at once. */
function everythingStands() {
  const at = new Date(Date.now() - 26 * 60_000).toISOString();
  const account = (label: string) => ({ id: label, gateway: "neox", label, at });
  return {
    worker: { alive: false, lastBeatAt: at },
    paused: [{ ...account("Cửa hàng Thành phố Hồ Chí Minh"), why: "Ngân hàng đang bảo trì hệ thống" }],
    stopped: [{ ...account("NeoX demo shop"), why: "often_unreachable" }],
    broken: ["reserved_equals_ledger"],
    frozen: { since: at, why: "restore" },
  };
}

function savedViews() {
  const view = { search: "state=failed", isShared: true, by: null };
  return [
    { ...view, id: "one", name: "Thất bại trong tuần này", isShared: false },
    { ...view, id: "two", name: "Chờ ngân hàng trả lời quá hai ngày" },
    { ...view, id: "three", name: "Big tickets to call about on Monday", by: "Nguyễn Hoàng Thiên Phúc" },
  ];
}

async function banners(page: Page): Promise<void> {
  await page.locator("[role=alert], [role=status]").filter({ hasText: "NeoX demo shop" }).waitFor();
}

const TRIES = 20;

/** A page that has only just come does not listen yet: then once more. */
async function keys(page: Page, ...presses: readonly string[]): Promise<void> {
  const dialog = page.locator("[role=dialog]");
  await page.locator("main").waitFor();
  for (let turn = 0; turn < TRIES && (await dialog.count()) === 0; turn++) {
    for (const key of presses) await page.keyboard.press(key);
    await dialog.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await dialog.waitFor();
}

async function openDetails(page: Page, summary: string, inside: string): Promise<void> {
  await listens(page);
  await page.locator(summary).first().click();
  await page.locator(inside).waitFor();
}

async function chooseAll(page: Page): Promise<void> {
  await page.locator("html[data-listens]").waitFor({ state: "attached" });
  await page.locator("main input[type=checkbox]:not([data-select])").check();
  await page.locator("main section.sticky [data-hotkey=a]").waitFor();
}

async function listens(page: Page): Promise<void> {
  await page.locator("html[data-listens]").waitFor({ state: "attached" });
}

async function dialog(page: Page, button: string): Promise<void> {
  await page.locator(button).first().click();
  await page.locator("[role=dialog] button[type=submit]").waitFor();
}
