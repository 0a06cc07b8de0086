"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { replayNotificationSchema } from "#lib/contracts/notifications.ts";
import { replayNotification } from "#lib/server.ts";

export const replayNotificationAction = operatorAction({
  name: "notification.replay",
  permission: "notifications.replay",
  input: replayNotificationSchema,
  run: replayNotification,
});
