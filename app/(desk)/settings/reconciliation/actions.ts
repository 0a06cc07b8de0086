"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { startReconciliationSchema } from "#lib/contracts/reconciliation.ts";
import { startReconciliation } from "#lib/server.ts";

export const startReconciliationAction = operatorFormAction({
  name: "reconciliation.start",
  permission: "reconciliation.run",
  input: startReconciliationSchema,
  run: startReconciliation,
});
