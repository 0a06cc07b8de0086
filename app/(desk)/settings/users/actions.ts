"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { inviteUserSchema, updateUserSchema, userIdSchema } from "#lib/contracts/people.ts";
import { disableUser, enableUser, inviteUser, resetUser, updateUser } from "#lib/server.ts";

export const inviteUserAction = operatorFormAction({
  name: "user.invite",
  permission: "users.manage",
  input: inviteUserSchema,
  run: inviteUser,
});

export const updateUserAction = operatorFormAction({
  name: "user.update",
  permission: "users.manage",
  input: updateUserSchema,
  run: updateUser,
});

export const disableUserAction = operatorFormAction({
  name: "user.disable",
  permission: "users.manage",
  input: userIdSchema,
  run: disableUser,
});

export const enableUserAction = operatorFormAction({
  name: "user.enable",
  permission: "users.manage",
  input: userIdSchema,
  run: enableUser,
});

export const resetUserAction = operatorFormAction({
  name: "user.reset",
  permission: "users.manage",
  input: userIdSchema,
  run: resetUser,
});
