import type { Page } from "@playwright/test";
import { encode } from "uqr";
import { expect, test } from "./fixtures.ts";

/** From the gateway's manual: IBK, account 902000868530. */
const TEXT =
  "00020101021238560010A0000007270126000697045701129020008685300208QRIBFTTA530370454061000005802VN5915NEOX DIEN MAY H62110807NEO20706304051F";

test("a VietQR fills in bank, account and name: as text, as a picture, and not when it is damaged", async ({
  operator,
  order,
}) => {
  const { orderId } = await order({ method: "QR" });
  const staff = await operator("staff");
  await staff.goto(`/orders/${orderId}/refund`);
  await expect(staff.getByText("Read a VietQR…")).toBeVisible();

  await give(staff, "paste", { text: TEXT.replace("9020", "9030") });
  await expect(staff.getByText("its checksum does not fit. Nothing was filled in.")).toBeVisible();
  await expect(staff.getByLabel("Account number")).toHaveValue("");

  await give(staff, "paste", { text: TEXT });
  await expectFilled(staff);

  await staff.reload();
  await staff.getByLabel("Account number").fill("");
  await give(staff, "drop", { modules: encode(TEXT, { border: 3 }).data });
  await expectFilled(staff);

  await staff.getByLabel("SWIFT code").fill("BFTVVNVX");
  await expect(staff.getByText("Account numbers at Vietcombank usually have 10 or 13 digits")).toBeVisible();
});

async function expectFilled(page: Page): Promise<void> {
  await expect(page.getByLabel("Account number")).toHaveValue("902000868530");
  await expect(page.getByLabel("Account name")).toHaveValue("NEOX DIEN MAY H");
  await expect(page.getByLabel("SWIFT code")).toHaveValue("HVBKVNVX");
  await expect(page.getByLabel("Bank")).not.toHaveValue("");
}

type Given = { readonly text?: string; readonly modules?: readonly (readonly boolean[])[] };

/** What a person's clipboard or mouse carries to the field for the account number. */
async function give(page: Page, type: "paste" | "drop", given: Given): Promise<void> {
  await page.getByLabel("Account number").evaluate(
    async (field, { type, text, modules }) => {
      const data = new DataTransfer();
      if (text) data.setData("text/plain", text);
      if (modules) {
        const scale = 6;
        const canvas = new OffscreenCanvas(modules.length * scale, modules.length * scale);
        const context = canvas.getContext("2d");
        if (!context) throw new Error("No canvas");
        context.fillStyle = "#fff";
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = "#000";
        for (const [y, row] of modules.entries())
          for (const [x, isDark] of row.entries()) if (isDark) context.fillRect(x * scale, y * scale, scale, scale);
        data.items.add(new File([await canvas.convertToBlob()], "vietqr.png", { type: "image/png" }));
      }
      const event =
        type === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      field.dispatchEvent(event);
    },
    { type, text: given.text, modules: given.modules },
  );
}
