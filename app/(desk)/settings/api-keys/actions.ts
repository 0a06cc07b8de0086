"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { apiKeyIdSchema, createApiKeySchema } from "#lib/contracts/people.ts";
import { createApiKey, revokeApiKey } from "#lib/server.ts";

export const createApiKeyAction = operatorFormAction({
  name: "api_key.create",
  permission: "api_keys.manage",
  input: createApiKeySchema,
  run: createApiKey,
});

export const revokeApiKeyAction = operatorFormAction({
  name: "api_key.revoke",
  permission: "api_keys.manage",
  input: apiKeyIdSchema,
  run: revokeApiKey,
});
