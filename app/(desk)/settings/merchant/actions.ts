"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { merchantSettingsSchema } from "#lib/contracts/people.ts";
import { updateMerchantSettings } from "#lib/server.ts";
import { readMerchantForm } from "./read-merchant-form.ts";

export const updateMerchantSettingsAction = operatorFormAction({
  name: "merchant.update",
  permission: "settings.manage",
  input: merchantSettingsSchema,
  read: readMerchantForm,
  run: updateMerchantSettings,
});
