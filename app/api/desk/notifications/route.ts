import { listNotificationsSchema } from "#lib/contracts/notifications.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listNotifications } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const input = parseSearch(listNotificationsSchema, search);
  return input.ok ? listNotifications(context, input.value) : input;
});
