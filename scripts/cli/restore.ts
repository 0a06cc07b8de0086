import type { Command } from "commander";
import { ok } from "#lib/domain/result.ts";
import { freezeSending, liftFreeze, readFreeze } from "#lib/services/installation/freeze-sending.ts";
import { desk } from "./run.ts";

export function restoreCommands(program: Command): void {
  const restore = program.command("restore").description("sending after a restore of the database from a backup");
  restore
    .command("freeze")
    .description("send nothing at all, and ask the gateways about every open refund before it leaves")
    .action(
      desk("restore freeze", async (context) => {
        const { toVerify } = await freezeSending(context, "ordered");
        const frozen = await readFreeze(context);
        return ok({
          result: { frozen, toVerify },
          lines: [`Sending is frozen. ${toVerify} open refunds will be verified.`],
        });
      }),
    );
  restore
    .command("status")
    .description("whether sending is frozen, since when and why")
    .action(
      desk("restore status", async (context) => {
        const frozen = await readFreeze(context);
        const toVerify = await context.prisma.refund.count({ where: { verifySince: { not: null }, finalAt: null } });
        const line = frozen ? `Frozen since ${frozen.since} (${frozen.why}).` : "Sending is not frozen.";
        return ok({ result: { frozen, toVerify }, lines: [line, `${toVerify} open refunds are not verified yet.`] });
      }),
    );
  restore
    .command("lift")
    .description("send again, after desk and gateways were compared; open refunds are verified one by one first")
    .action(
      desk("restore lift", async (context) => {
        const lifted = await liftFreeze(context);
        return ok({ result: lifted, lines: [lifted.wasFrozen ? "Sending goes on." : "Sending was not frozen."] });
      }),
    );
}
