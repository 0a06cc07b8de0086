import type { Command } from "commander";
import { ok } from "#lib/domain/result.ts";
import { upsertGatewayAccount } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { listGatewayAccounts } from "#lib/services/gateway-accounts/list-gateway-accounts.ts";
import { testGatewayAccount } from "#lib/services/gateway-accounts/test-gateway-account.ts";
import { readJsonInput } from "./read-input.ts";
import { desk } from "./run.ts";

export function gatewayAccountCommands(program: Command): void {
  const account = program.command("gateway-account").description("accounts at the gateways");
  account
    .command("upsert")
    .description("create an account or change it; the same gateway and label is the same account")
    .requiredOption(
      "--file <file>",
      "JSON with gateway, label, environment, baseUrl, credentials and settings; - is the standard input",
    )
    .action(
      desk("gateway-account upsert", async (context, { file }: { readonly file: string }) => {
        const upserted = await upsertGatewayAccount(context, readJsonInput(file));
        if (!upserted.ok) return upserted;
        const { id, notificationUrl, created } = upserted.value;
        return ok({
          result: { id, notificationUrl },
          lines: [`${created ? "Created" : "Changed"} ${id}`, `The gateway reports to ${notificationUrl}`],
        });
      }),
    );
  account
    .command("list")
    .description("the accounts and which secret is in force")
    .action(
      desk("gateway-account list", async (context) => {
        const listed = await listGatewayAccounts(context);
        if (!listed.ok) return listed;
        const lines = listed.value.map(
          (each) =>
            `${each.id}  ${each.gateway}  ${each.label}  ${each.environment}  ${each.baseUrl}${each.paused ? "  paused" : ""}`,
        );
        return ok({ result: listed.value, lines: lines.length > 0 ? lines : ["There is no gateway account yet."] });
      }),
    );
  account
    .command("test")
    .argument("<id>", "the account's ID")
    .description("signature self-test, and one question at the gateway that moves nothing")
    .action(
      desk("gateway-account test", async (context, id: string) => {
        const tested = await testGatewayAccount(context, id);
        if (!tested.ok) return tested;
        const lines = tested.value.steps.map(
          (step) => `${step.ok ? "ok    " : "failed"}  ${step.name}: ${step.detail}`,
        );
        return ok({ result: tested.value, lines, failed: !tested.value.ok });
      }),
    );
}
