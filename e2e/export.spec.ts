import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "./fixtures.ts";

test("a filtered list leaves as a file, which the desk knows again by its lines and its checksum", async ({
  operator,
  order,
  shopAsksFor,
}) => {
  const paid = await order();
  await shopAsksFor(paid, "20000");
  const staff = await operator("staff");

  await staff.goto(`/refunds?q=${paid.orderId}`);
  await staff.getByRole("link", { name: "Export" }).click();
  await expect(staff.getByRole("heading", { name: "Export refunds" })).toBeVisible();
  await expect(staff.getByText("1 refund", { exact: true })).toBeVisible();
  const arrives = staff.waitForEvent("download");
  await staff.getByRole("button", { name: "Download CSV" }).click();

  const bytes = readFileSync(await (await arrives).path());
  const rows = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows).toMatchObject([{ orderId: paid.orderId, amount: "20000", currency: "VND", state: "awaiting_approval" }]);
  await expect(staff.getByTitle(createHash("sha256").update(bytes).digest("hex"))).toBeVisible();
});

test("the dashboard leads to what waits", async ({ operator, order, shopAsksFor }) => {
  const paid = await order();
  await shopAsksFor(paid, "20000");
  const manager = await operator("manager");

  await manager.goto("/orders");
  await expect(manager.getByRole("heading", { name: "Orders" })).toBeVisible();
  await manager.keyboard.press("g");
  await manager.keyboard.press("d");

  await expect(manager.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  const risk = manager.getByRole("table", { name: "Money at risk" });
  await expect(risk.getByRole("row", { name: /^Awaiting approval NeoX/ })).toBeVisible();
  await manager.getByText("Show as a table").click();
  await expect(manager.getByRole("table", { name: "Refunded per day and gateway" })).toBeVisible();
  await manager.getByRole("link", { name: /for your approval$/ }).click();
  await expect(manager.getByRole("heading", { name: "Approvals" })).toBeVisible();
});
