"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { apiKeyIdSchema, createApiKeySchema } from "#lib/contracts/people.ts";
import { createApiKey, revokeApiKey } from "#lib/server.ts";

export const createApiKeyAction = operatorFormAction({
  name: "create-api-key",
  permission: "api_keys.manage",
  input: createApiKeySchema,
  run: createApiKey,
});

export const revokeApiKeyAction = operatorFormAction({
  name: "revoke-api-key",
  permission: "api_keys.manage",
  input: apiKeyIdSchema,
  run: revokeApiKey,
});
