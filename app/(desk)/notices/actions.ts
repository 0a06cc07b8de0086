"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { readNoticesSchema } from "#lib/contracts/notices.ts";
import { readNotices } from "#lib/server.ts";

export const readNoticesAction = operatorAction({
  name: "notices.read",
  permission: "own-account",
  input: readNoticesSchema,
  run: readNotices,
});
