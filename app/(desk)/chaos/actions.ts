"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { startChaosSchema } from "#lib/contracts/chaos.ts";
import { startChaos } from "#lib/server.ts";

export const startChaosAction = operatorAction({
  name: "chaos.start",
  permission: "chaos.run",
  input: startChaosSchema,
  run: startChaos,
});
