"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { policyChangeIdSchema } from "#lib/contracts/people.ts";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import { confirmPolicy, proposePolicy, withdrawPolicy } from "#lib/server.ts";
import { readPolicyForm } from "./read-policy-form.ts";

export const proposePolicyAction = operatorFormAction({
  name: "policy.propose",
  permission: "policy.manage",
  input: policyDocumentSchema,
  read: readPolicyForm,
  run: proposePolicy,
});

export const confirmPolicyAction = operatorFormAction({
  name: "policy.confirm",
  permission: "policy.manage",
  input: policyChangeIdSchema,
  run: confirmPolicy,
});

export const withdrawPolicyAction = operatorFormAction({
  name: "policy.withdraw",
  permission: "policy.manage",
  input: policyChangeIdSchema,
  run: withdrawPolicy,
});
