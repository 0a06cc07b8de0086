import type { Command } from "commander";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import { ok } from "#lib/domain/result.ts";
import { currentPolicy } from "#lib/services/refunds/current-policy.ts";
import { setPolicy } from "#lib/services/settings/set-policy.ts";
import { parseInput, readJsonInput } from "./read-input.ts";
import { desk } from "./run.ts";

export function policyCommands(program: Command): void {
  const policy = program.command("policy").description("how many other people must approve a refund");
  policy
    .command("set")
    .description("put a policy in force for every request from now on")
    .requiredOption("--file <file>", 'JSON such as {"default":{"approvals":1},"rules":[]}; - is the standard input')
    .action(
      desk("policy set", async (context, { file }: { readonly file: string }) => {
        const set = await setPolicy(context, parseInput(policyDocumentSchema, readJsonInput(file)));
        if (!set.ok) return set;
        return ok({ result: set.value.document, lines: [`Policy ${set.value.version} is in force.`] });
      }),
    );
  policy
    .command("show")
    .description("print the policy in force, as `policy set` takes it")
    .action(
      desk("policy show", async (context) => {
        const current = await currentPolicy(context);
        if (!current.ok) return current;
        return ok({ result: current.value.document, lines: [JSON.stringify(current.value.document, null, 2)] });
      }),
    );
}
