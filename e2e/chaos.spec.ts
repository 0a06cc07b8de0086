import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures.ts";

test("an administrator breaks two gateways, and watches the desk keep its promises", async ({ operator }) => {
  const admin = await operator("admin");
  await admin.goto("/proof");
  await admin.getByRole("link", { name: "Try to break it" }).click();
  await expect(admin.getByRole("heading", { name: "Chaos", level: 1 })).toBeVisible();

  const breakIt = async (gateway: string, fault: string) => {
    await admin.getByRole("radio", { name: gateway }).check();
    await admin.getByRole("radio", { name: fault }).check();
    await admin.getByRole("button", { name: "Break it" }).click();
    return admin.getByRole("article", { name: `${gateway} · ${fault}` }).first();
  };
  const lost = await breakIt("NeoX", "Its answer is lost");
  await expect(lost).toContainText("Approved");
  const closed = await breakIt("easylink", "It gives up on it (state 4)");
  await expect(closed).toContainText("Approved");

  await expect(lost).toContainText("the money moved once", { timeout: 30_000 });
  await expect(lost).toContainText("There is proof that the money moved", { timeout: 30_000 });
  await expect(closed).toContainText("two people decide", { timeout: 30_000 });
  await expect(closed).toContainText("1 request arrived; the money moved once");
  await expect(admin.getByText("Promise broken")).toHaveCount(0);
  await expectAccessible(admin, "chaos");
});
