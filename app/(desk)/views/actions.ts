"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { savedViewIdSchema, saveViewSchema } from "#lib/contracts/saved-views.ts";
import { deleteView, saveView } from "#lib/server.ts";

export const saveViewAction = operatorAction({
  name: "view.save",
  permission: "orders.list",
  input: saveViewSchema,
  run: saveView,
});

export const deleteViewAction = operatorAction({
  name: "view.delete",
  permission: "orders.list",
  input: savedViewIdSchema,
  run: deleteView,
});
