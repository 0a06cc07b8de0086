import { unique } from "./fixtures/desk.ts";
import { expect, test } from "./fixtures.ts";

test("a search is saved under a name, shared with others, and removed by its owner alone", async ({
  person,
  operator,
}) => {
  const { page: mine } = await person("staff");
  const name = `Failed of Hoa ${unique(6)}`;
  await mine.goto("/orders?q=Hoa&state=failed");
  await mine.getByText("Views", { exact: true }).click();
  await mine.getByLabel("Save what the list shows now as").fill(name);
  await mine.getByLabel("Show it to everybody").check();
  await mine.getByRole("button", { name: "Save view" }).click();
  await expect(mine.getByText(`“${name}” is saved.`)).toBeVisible();

  const theirs = await operator("manager");
  await theirs.goto("/orders");
  await theirs.getByText("Views", { exact: true }).click();
  await theirs.getByRole("link", { name }).click();
  await expect(theirs).toHaveURL(/\/orders\?q=Hoa&state=failed$/);
  await expect(theirs.getByRole("button", { name: `Remove “${name}”` })).toHaveCount(0);

  await mine.getByRole("button", { name: `Remove “${name}”` }).click();
  await expect(mine.getByRole("link", { name })).toHaveCount(0);
});
