import type { Command } from "commander";
import { createApiKeySchema } from "#lib/contracts/people.ts";
import { ok } from "#lib/domain/result.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { parseInput } from "./read-input.ts";
import { desk } from "./run.ts";

export function apiKeyCommands(program: Command): void {
  const apiKey = program.command("api-key").description("keys for the merchant's own systems");
  apiKey
    .command("create")
    .description("make a key; it is shown once")
    .requiredOption("--name <name>", "what the key is for")
    .action(
      desk("api-key create", async (context, options: { readonly name: string }) => {
        const created = await createApiKey(context, parseInput(createApiKeySchema, { name: options.name }));
        if (!created.ok) return created;
        const { id, key } = created.value;
        return ok({ result: { id, key }, lines: [key, "Keep it now: it is not shown again."] });
      }),
    );
}
