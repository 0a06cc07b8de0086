import { expect, test } from "./fixtures.ts";
import { fillReceiver, fillRefundForm, RECEIVER, refundIdOf, refundState, requestButton } from "./pages.ts";

test("A01 a double press on Request refund is one refund", async ({ operator, order, refundsOf }) => {
  const paid = await order();
  const staff = await operator("staff");

  await fillRefundForm(staff, paid, "20000");
  await requestButton(staff).dblclick();
  await refundIdOf(staff);

  await expect(refundState(staff)).toHaveText("Awaiting approval");
  expect(await refundsOf(paid)).toHaveLength(1);
});

test("A02 the same amount from a second tab is asked about, and counts when it is meant", async ({
  operator,
  order,
  refundsOf,
}) => {
  const paid = await order();
  const first = await operator("staff");
  const second = await first.context().newPage();
  for (const tab of [first, second]) await fillRefundForm(tab, paid, "20000");

  await requestButton(first).click();
  await refundIdOf(first);
  await requestButton(second).click();
  const anyway = second.getByRole("button", { name: "Request refund anyway" });
  await expect(second.getByText("You asked for the same amount of this payment less than a minute ago")).toBeVisible();
  await expect(anyway).toBeVisible();
  expect(await refundsOf(paid)).toHaveLength(1);

  await anyway.click();
  await refundIdOf(second);
  expect(await refundsOf(paid)).toHaveLength(2);
});

test("A03 a request whose answer is lost keeps its key over a reload, and is one refund", async ({
  operator,
  order,
  refundsOf,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await fillRefundForm(staff, paid, "20000");
  await staff.route(/\/refund\?payment=/, async (route) => {
    if (route.request().method() === "POST") await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });

  await requestButton(staff).click();
  await expect(staff.getByText("Did it arrive? Our server did not answer")).toBeVisible();
  await expect(staff.getByLabel("Amount")).toHaveValue("20000");
  await staff.unrouteAll();
  await staff.reload();
  await expect(staff.getByText("This request was sent before and not answered.")).toBeVisible();
  await expect(staff.getByLabel("Reason")).toHaveValue("Customer returned one item");
  await requestButton(staff).click();
  const id = await refundIdOf(staff);

  expect((await refundsOf(paid)).map((refund) => refund.id)).toEqual([id]);
});

test("A12 a form whose release was replaced under it sends nothing, keeps what was typed, and goes on in the new one", async ({
  operator,
  order,
  refundsOf,
}) => {
  const paid = await order();
  const staff = await operator("staff");
  await fillRefundForm(staff, paid, "20000");
  // The page calls its action by an id that another build gave it: the server that answers now does not know it.
  await staff.route(/\/refund\?payment=/, async (route) => {
    const headers = { ...route.request().headers() };
    if (headers["next-action"]) headers["next-action"] = "0".repeat(headers["next-action"].length);
    await route.continue({ headers });
  });

  await requestButton(staff).click();
  await expect(staff.getByText("Did it arrive? Our server did not answer")).toBeVisible();
  await expect(staff.getByLabel("Amount")).toHaveValue("20000");
  expect(await refundsOf(paid)).toEqual([]);
  await staff.unrouteAll();
  await staff.reload();
  await expect(staff.getByLabel("Reason")).toHaveValue("Customer returned one item");
  await requestButton(staff).click();
  const id = await refundIdOf(staff);

  expect((await refundsOf(paid)).map((refund) => refund.id)).toEqual([id]);
});

test("A06 without JavaScript a plain form asks for a refund, and a refusal keeps what was typed", async ({
  operator,
  order,
  refundsOf,
}) => {
  const paid = await order({ method: "QR" });
  const staff = await operator("staff", { javaScriptEnabled: false });

  await fillRefundForm(staff, paid, "1e3");
  await expect(staff.locator("noscript p")).toBeVisible();
  await expect(staff.getByText("Reconnecting…").first()).toBeHidden();
  await staff.getByLabel("Account name").fill(RECEIVER.accountName);
  await staff.getByLabel("Account number").fill(RECEIVER.accountNumber);
  await staff.getByLabel("SWIFT code").fill("BFTVVNVX");
  await requestButton(staff).click();
  await expect(staff.getByLabel("Amount")).toHaveAccessibleDescription(/Write the amount in figures only/);
  await expect(staff.getByLabel("Amount")).toHaveValue("1e3");
  await expect(staff.getByLabel("Account number")).toHaveValue(RECEIVER.accountNumber);
  expect(await refundsOf(paid)).toEqual([]);

  await staff.getByLabel("Amount").fill("20000");
  await requestButton(staff).click();
  await refundIdOf(staff);
  await expect(refundState(staff)).toHaveText("Awaiting approval");
  expect(await refundsOf(paid)).toEqual([expect.objectContaining({ amount: "20000", state: "awaiting_approval" })]);
});

test("A07 an amount that is no plain figure is refused at its field and stays as it was typed", async ({
  operator,
  order,
  refundsOf,
}) => {
  const paid = await order({ method: "QR" });
  const staff = await operator("staff");
  await fillRefundForm(staff, paid, "0");
  await fillReceiver(staff);

  for (const typed of ["0", "1e3", "0x10", "１００", "10,5", "-5", "NaN", "10.01", "9".repeat(40), "100000.00"]) {
    await staff.getByLabel("Amount").fill(typed);
    await requestButton(staff).click();
    await expect(staff.getByLabel("Amount"), typed).toHaveAttribute("aria-invalid", "true");
    await expect(staff.getByLabel("Amount")).toHaveValue(typed);
  }
  await expect(staff.getByLabel("Account number")).toHaveValue(RECEIVER.accountNumber);
  await expect(staff.getByLabel("Reason")).toHaveValue("Customer returned one item");
  expect(await refundsOf(paid)).toEqual([]);
});
