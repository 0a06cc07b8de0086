"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { approveRefundsSchema, undoApprovalsSchema } from "#lib/contracts/refund.ts";
import { approveRefunds, undoApprovals } from "#lib/server.ts";

export const approveManyAction = operatorAction({
  name: "refund.approve_many",
  permission: "refunds.approve",
  input: approveRefundsSchema,
  run: approveRefunds,
});

export const undoAction = operatorAction({
  name: "refund.undo",
  permission: "refunds.approve",
  input: undoApprovalsSchema,
  run: undoApprovals,
});
