import type { Command } from "commander";
import { ok } from "#lib/domain/result.ts";
import { setAccountPaused } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { desk } from "./run.ts";

export function workerCommands(program: Command): void {
  const worker = program.command("worker").description("sending, by gateway account");
  worker
    .command("pause")
    .argument("<account-id>", "the gateway account's ID")
    .option("--why <text>", "shown to people who wonder", "")
    .description("send nothing more for this account; what is in flight is still resolved")
    .action(
      desk("worker pause", async (context, gatewayAccountId: string, { why }: { readonly why: string }) => {
        const paused = await setAccountPaused(context, { gatewayAccountId, paused: true, why });
        return paused.ok ? ok({ result: paused.value, lines: ["Sending is paused."] }) : paused;
      }),
    );
  worker
    .command("resume")
    .argument("<account-id>", "the gateway account's ID")
    .description("send again for this account")
    .action(
      desk("worker resume", async (context, gatewayAccountId: string) => {
        const resumed = await setAccountPaused(context, { gatewayAccountId, paused: false });
        return resumed.ok ? ok({ result: resumed.value, lines: ["Sending goes on."] }) : resumed;
      }),
    );
}
