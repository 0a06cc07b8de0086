import { updateUser } from "#lib/services/people/update-user.ts";
import { expect, test } from "./fixtures.ts";
import { decide, refundableBalance, refundState, requestRefund } from "./pages.ts";

test("nobody approves their own request: the button is grey and says why", async ({ operator, order, read }) => {
  const manager = await operator("manager");
  const paid = await order();
  const id = await requestRefund(manager, paid, "20000");

  const approve = manager.getByRole("button", { name: /^Approve/ });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription("You made this one; another person has to decide.");

  await manager.goto("/approvals?tab=waiting");
  const row = manager.getByRole("row", { name: paid.orderId });
  await expect(row).toContainText("You made this one; another person has to decide.");
  expect((await read(id)).state).toBe("awaiting_approval");
});

test("a rejection needs a reason, which the requester reads, and frees the amount", async ({ operator, order }) => {
  const [staff, manager] = [await operator("staff"), await operator("manager")];
  const paid = await order();
  const id = await requestRefund(staff, paid, "100000");

  await manager.goto(`/refunds/${id}`);
  await manager.getByRole("button", { name: "Reject" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByLabel("Reason")).toHaveAccessibleDescription(/Give a reason/);
  await dialog.getByLabel("Reason").fill("The parcel never came back");
  await dialog.getByRole("button", { name: "Confirm" }).click();

  await expect(refundState(staff)).toHaveText("Rejected");
  await expect(staff.getByText("The parcel never came back").first()).toBeVisible();
  await staff.goto(`/orders/${paid.orderId}`);
  await expect(refundableBalance(staff)).toContainText(/Refundable\s*100[.,]000/);
});

test("sent back, answered, approved, and withdrawn within the undo window: nothing is sent", async ({
  operator,
  order,
  gateway,
}) => {
  const [staff, manager] = [await operator("staff"), await operator("manager")];
  const paid = await order();
  const id = await requestRefund(staff, paid, "20000");

  await manager.goto(`/refunds/${id}`);
  await decide(manager, "Send back", "Please add the photo of the label");
  await expect(refundState(staff)).toHaveText("Sent back");
  await expect(staff.getByText("Please add the photo of the label").first()).toBeVisible();
  await decide(staff, "Answer and ask again", "Photo is in chat 1204");
  await expect(refundState(manager)).toHaveText("Awaiting approval");
  await expect(manager.getByText("Photo is in chat 1204").first()).toBeVisible();

  await decide(manager, "Approve");
  await expect(refundState(staff)).toHaveText("Approved – in line");
  await decide(staff, "Withdraw");
  await expect(refundState(manager)).toHaveText("Cancelled");
  await expect(manager.getByRole("button", { name: /^(Approve|Withdraw)/ })).toHaveCount(0);
  expect(await gateway.ledger()).toEqual([]);
});

test("an approval can be undone in the queue until it leaves", async ({
  operator,
  order,
  gateway,
  shopAsksFor,
  read,
}) => {
  const manager = await operator("manager");
  const paid = await order();
  const id = await shopAsksFor(paid, "20000");

  await manager.goto("/approvals");
  await manager.getByRole("row", { name: paid.orderId }).click();
  await expect(manager.getByRole("region", { name: "What you decide about" })).toContainText(paid.orderId);
  await decide(manager, "Approve");
  await manager.getByRole("button", { name: "Undo" }).click();

  await expect(manager.getByText(/Nothing was sent/).first()).toBeVisible();
  expect((await read(id)).state).toBe("awaiting_approval");
  await expect(manager.getByRole("row", { name: paid.orderId })).toBeVisible();
  expect(await gateway.ledger()).toEqual([]);
});

test("a large refund needs two managers, and one of them counts once", async ({ operator, order, shopAsksFor }) => {
  const paid = await order({ amount: 60_000_000 });
  const id = await shopAsksFor(paid, "60000000");
  const [first, second] = [await operator("manager"), await operator("manager2")];
  for (const page of [first, second]) await page.goto(`/refunds/${id}`);

  await decide(first, "Approve");
  await expect(refundState(first)).toHaveText("Awaiting approval");
  const approve = first.getByRole("button", { name: /^Approve/ });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription(/You have approved it already/);
  await decide(second, "Approve");

  await expect(refundState(first)).toHaveText("Approved – in line");
  await decide(first, "Withdraw");
});

test("B06 a manager who lost the role while the page was open approves nothing", async ({
  person,
  order,
  desk,
  shopAsksFor,
  read,
}) => {
  const { page, ...manager } = await person("manager");
  const id = await shopAsksFor(await order(), "20000");
  // The page hears nothing of the change, as if its connection had been gone for the moment.
  await page.route(/\/api\/(live|desk)/, (route) => route.abort());
  await page.goto(`/refunds/${id}`);
  await page.getByRole("button", { name: /^Approve/ }).click();
  await updateUser(desk.context, { userId: manager.id, name: manager.name, role: "staff" });

  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toContainText("Your session has ended.");
  expect((await read(id)).state).toBe("awaiting_approval");
});
