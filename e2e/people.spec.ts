import { unique } from "./fixtures/desk.ts";
import { expect, signIn, test } from "./fixtures.ts";

test("signing in: a wrong password says no more than that, and a path asked for is led to", async ({ open, desk }) => {
  const page = await open({});
  await page.goto("/refunds?state=failed");
  await page.waitForURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel("Email").fill("staff2@demo.test");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "E-mail or password is not right" })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("staff2@demo.test");

  await page.getByLabel("Password").fill(desk.demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/refunds?state=failed");
  await expect(page.getByRole("heading", { name: "Refunds" })).toBeVisible();
});

test("K09 an invited person comes in by the link, and is out at once when disabled", async ({ operator, open }) => {
  const admin = await operator("admin");
  const name = `Lan ${unique(6)}`;
  const email = `${name.replace(" ", ".").toLowerCase()}@example.test`;
  await admin.goto("/settings/users");
  await admin.getByLabel("Name").fill(name);
  await admin.getByLabel("Email").fill(email);
  await admin.getByLabel("Role").selectOption("staff");
  await admin.getByRole("button", { name: "Invite" }).click();
  const link = await admin.getByText(/^https?:\/\/\S+\/invite\/\S+$/).textContent();

  const person = await open({});
  await person.goto(link ?? "");
  await person.getByLabel("Password").fill("seven quiet tangerines");
  await person.getByRole("button", { name: "Set the password" }).click();
  await person.waitForURL(/\/sign-in/);
  await signIn(person, { email, password: "seven quiet tangerines" });
  await expect(person.getByRole("heading", { name: "Orders" })).toBeVisible();
  await person.goto(link ?? "");
  await expect(person.getByText("This link is used or has expired")).toBeVisible();
  await person.goto("/orders");

  await admin.getByRole("link", { name }).click();
  await admin.getByRole("button", { name: "Disable" }).click();
  await expect(admin.getByRole("button", { name: "Enable" })).toBeVisible();
  expect((await person.request.get("/api/desk/orders")).status()).toBe(401);
  await person.reload();
  await person.waitForURL(/\/sign-in/);
});

test("an API key is shown once, works, and is refused from its revocation on", async ({
  operator,
  playwright,
  baseURL,
}) => {
  const admin = await operator("admin");
  const name = `Web shop ${unique(6)}`;
  await admin.goto("/settings/api-keys");
  await admin.getByLabel("Name").fill(name);
  await admin.getByRole("button", { name: "Create key" }).click();
  const key = (await admin.getByText(/^rdk_[\w-]{43}$/).textContent()) ?? "";
  const shop = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect((await shop.get("/api/v1/orders")).status()).toBe(200);

  await admin.reload();
  const row = admin.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(`rdk_…${key.slice(-4)}`);
  expect(await admin.content()).not.toContain(key);
  await row.getByText("Revoke", { exact: true }).click();
  await row.getByRole("button", { name: `Revoke “${name}”` }).click();
  await expect(row).toContainText("Revoked");
  expect((await shop.get("/api/v1/orders")).status()).toBe(401);
  await shop.dispose();
});

test("a person's language changes every word of the desk", async ({ person, order }) => {
  const { page } = await person("staff");
  const { orderId } = await order();
  await page.goto("/profile");
  await page.getByLabel("Language").last().selectOption({ label: "Tiếng Việt" });
  await page.getByRole("region", { name: "About you" }).getByRole("button", { name: "Save" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");

  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "Đơn hàng" })).toBeVisible();
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("main").getByRole("button", { name: "Hoàn tiền", exact: true })).toBeVisible();
});
