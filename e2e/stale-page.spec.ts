import { expect, signIn, test } from "./fixtures.ts";
import { decide, fillRefundForm, refundIdOf, refundState, requestButton } from "./pages.ts";

test("A11 a form whose balance moved meanwhile says what is left, and keeps what was typed", async ({
  operator,
  order,
  shopAsksFor,
  refundsOf,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await fillRefundForm(staff, paid, "50000");
  await shopAsksFor(paid, "60000");

  await requestButton(staff).click();
  await expect(staff.getByText("The balance changed while this form was open")).toBeVisible();
  await expect(staff.getByText(/40[.,]000\s₫ can be refunded now/)).toBeVisible();
  await expect(staff.getByLabel("Amount")).toHaveValue("50000");
  expect(await refundsOf(paid)).toHaveLength(1);

  await staff.getByLabel("Amount").fill("40000");
  await requestButton(staff).click();
  await refundIdOf(staff);
  expect((await refundsOf(paid)).map((refund) => refund.amount).sort()).toEqual(["40000", "60000"]);
});

test("A13 a form whose session has ended keeps what was typed until its person is back", async ({
  person,
  order,
  desk,
  refundsOf,
}) => {
  const paid = await order();
  const { page, ...staff } = await person("staff");
  await fillRefundForm(page, paid, "20000");
  await desk.context.prisma.session.deleteMany({ where: { userId: staff.id } });

  await requestButton(page).click();
  await expect(page.getByText("Your session has ended. Nothing was requested")).toBeVisible();
  expect(await refundsOf(paid)).toEqual([]);

  const tab = await page.context().newPage();
  await signIn(tab, staff);
  await tab.close();
  await expect(page.getByLabel("Amount")).toHaveValue("20000");
  await requestButton(page).click();
  await refundIdOf(page);
  expect(await refundsOf(paid)).toHaveLength(1);
});

test("A14 the back button brings no second decision: a press on what it shows says who decided, and when", async ({
  operator,
  order,
  shopAsksFor,
  read,
  gateway,
}) => {
  await gateway.plan({ scenario: "accept_and_wait" });
  const id = await shopAsksFor(await order(), "20000");
  const [manager, other] = [await operator("manager"), await operator("manager2")];
  await manager.goto("/refunds");
  await manager.getByRole("row", { name: (await read(id)).reference }).click();
  const approve = manager.getByRole("button", { name: /^Approve/ });
  await expect(approve).toBeEnabled();
  await manager.getByRole("link", { name: "Orders", exact: true }).click();
  await expect(manager.getByRole("heading", { name: "Orders" })).toBeVisible();
  await other.goto(`/refunds/${id}`);
  await decide(other, "Approve");

  // For a moment the page can ask nothing, so that it shows what it showed when it was left.
  await manager.route(/\/api\/(live|desk)/, (route) => route.abort());
  await manager.goBack();
  await approve.click();
  await manager.unrouteAll();
  const dialog = manager.getByRole("dialog");
  await dialog.getByRole("button", { name: "Confirm" }).click();

  await expect(dialog.getByRole("alert")).toContainText(/Already approved by .+ at .+\. Your press changed nothing/);
  await expect(dialog.getByRole("button", { name: "Confirm" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(approve).toHaveCount(0);
  expect((await read(id)).approvals).toHaveLength(1);
});

test("A14 a page out of the browser's memory reads again what it shows", async ({ operator, order, shopAsksFor }) => {
  const id = await shopAsksFor(await order(), "20000");
  const [manager, other] = [await operator("manager"), await operator("manager2")];
  await manager.route(/\/api\/(live|desk)/, (route) => route.abort());
  for (const page of [manager, other]) await page.goto(`/refunds/${id}`);
  await decide(other, "Reject", "Promised price was right");
  await expect(refundState(manager)).toHaveText("Awaiting approval");

  await manager.unroute(/\/api\/(live|desk)/);
  await manager.route("**/api/live", (route) => route.abort());
  await manager.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));

  await expect(refundState(manager)).toHaveText("Rejected");
  await expect(manager.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
});

test("two managers at the same sheet: the later one is told, and nothing changes", async ({
  operator,
  order,
  shopAsksFor,
  read,
}) => {
  const paid = await order();
  const id = await shopAsksFor(paid, "20000");
  const [slow, quick] = [await operator("manager"), await operator("manager2")];
  // The slow one's browser hears nothing of what happens meanwhile.
  await slow.route(/\/api\/(live|desk)/, (route) => route.abort());
  for (const page of [slow, quick]) await page.goto(`/refunds/${id}`);

  await decide(quick, "Reject", "Promised price was right");
  await slow.getByRole("button", { name: /^Approve/ }).click();
  await slow.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();

  await expect(slow.getByRole("dialog")).toContainText("Somebody decided this refund already.");
  expect((await read(id)).state).toBe("rejected");
});
