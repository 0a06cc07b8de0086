"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import { setPolicy } from "#lib/server.ts";
import { readPolicyForm } from "./read-policy-form.ts";

export const setPolicyAction = operatorFormAction({
  name: "policy.set",
  permission: "policy.manage",
  input: policyDocumentSchema,
  read: readPolicyForm,
  run: setPolicy,
});
