import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";
import { decide, refundState, requestRefund } from "./pages.ts";

test("what waits for a manager appears by itself, what became of it reaches the requester, and mails tell the rest", async ({
  person,
  operator,
  order,
}) => {
  const [lan, minh] = [await person("staff"), await person("manager")];
  const bell = (page: typeof lan.page) => page.getByRole("link", { name: /^Notices/ }).first();
  await minh.page.goto("/notices");
  await expect(minh.page.getByText("Live")).toBeVisible();

  const paid = await order();
  const id = await requestRefund(lan.page, paid, "20000");
  const waits = minh.page.getByRole("link", { name: `of order ${paid.orderId} waits for your approval` });
  await expect(waits).toContainText("new");
  await expect(bell(minh.page)).toHaveAccessibleName(/new/);
  await waits.click();
  await expect(refundState(minh.page)).toHaveText("Awaiting approval");
  await decide(minh.page, "Reject", "The parcel never came back");

  await expect(refundState(lan.page)).toHaveText("Rejected");
  await expect(bell(lan.page)).toHaveAccessibleName(/new/);
  await bell(lan.page).click();
  const rejected = lan.page.getByRole("link", { name: `of order ${paid.orderId}` });
  await expect(rejected).toHaveAttribute("href", `/refunds/${id}`);
  await expectAccessible(lan.page, "notices");
  await expect(rejected).toContainText("new");
  await lan.page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(rejected).not.toContainText("new");

  const admin = await operator("admin");
  const mail = admin.getByRole("listitem").filter({ hasText: `${minh.name} rejected your refund` });
  // A worker keeps it a moment after the notice.
  await expect(async () => {
    await admin.goto(`/settings/mails?q=${encodeURIComponent(lan.email)}`);
    await expect(mail).toContainText(lan.email, { timeout: 500 });
  }).toPass();
  await mail.getByText("Read the mail").click();
  await expect(mail).toContainText(`/refunds/${id}`);
  await expectAccessible(admin, "mails");
});

test("support asks the staff, somebody answers, and the answer comes back with a note that all see", async ({
  person,
  order,
}) => {
  const [mai, lan] = [await person("support"), await person("staff")];
  const paid = await order();
  await mai.page.goto(`/support?q=${paid.orderId}`);
  await mai.page.getByLabel("Ask the staff").fill("Did the parcel come back?");
  await mai.page.getByRole("button", { name: "Ask staff" }).click();
  await expect(mai.page.getByText("Waits for an answer")).toBeVisible();

  await lan.page.goto("/questions");
  const question = lan.page.getByRole("listitem").filter({ hasText: paid.orderId });
  await expect(question).toContainText("Did the parcel come back?");
  await expectAccessible(lan.page, "questions");
  await question.getByLabel("Answer").fill("Yes, on Monday");
  await question.getByRole("button", { name: "Send answer" }).click();
  await expect(mai.page.getByText("Yes, on Monday")).toBeVisible();
  await expect(mai.page.getByRole("link", { name: /^Notices/ }).first()).toHaveAccessibleName(/^Notices\s*1 new$/);
  await expectAccessible(mai.page, "support with a question");

  await mai.page.goto(`/orders/${paid.orderId}`);
  await lan.page.goto(`/orders/${paid.orderId}`);
  await lan.page.getByLabel("Note").fill("Label was damaged\nPhoto in chat 1204");
  await lan.page.getByLabel("Note").press("Control+Enter");
  await expect(mai.page.getByText("Note: Label was damaged")).toBeVisible();
  await expect(lan.page.getByLabel("Note")).toHaveValue("");
});
