import type { Command } from "commander";
import { BEFORE_SENDING } from "#lib/domain/refund-state.ts";
import { ok } from "#lib/domain/result.ts";
import {
  freezeSending,
  liftFreeze,
  type NotCompared,
  notCompared,
  readFreeze,
} from "#lib/services/installation/freeze-sending.ts";
import { desk } from "./run.ts";

export function restoreCommands(program: Command): void {
  const restore = program.command("restore").description("sending after a restore of the database from a backup");
  restore
    .command("freeze")
    .description("send nothing at all, and ask the gateways about every open refund before it leaves or is given up")
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
    .description("whether sending is frozen, since when and why, and what is missing before it can go on")
    .action(
      desk("restore status", async (context) => {
        const frozen = await readFreeze(context);
        const toVerify = await context.prisma.refund.count({
          where: { verifySince: { not: null }, state: { in: [...BEFORE_SENDING] } },
        });
        const missing = await notCompared(context.prisma);
        const line = frozen ? `Frozen since ${frozen.since} (${frozen.why}).` : "Sending is not frozen.";
        const lines = [line, `${toVerify} open refunds are not verified yet.`, ...missing.map(sentenceOf)];
        return ok({ result: { frozen, toVerify, missing }, lines });
      }),
    );
  restore
    .command("lift")
    .description("send again, once every account was compared with its gateway; open refunds are verified first")
    .action(
      desk("restore lift", async (context) => {
        const lifted = await liftFreeze(context);
        switch (lifted.kind) {
          case "lifted":
            return ok({ result: lifted, lines: ["Sending goes on."] });
          case "was_not_frozen":
            return ok({ result: lifted, lines: ["Sending was not frozen."] });
          case "not_compared":
            return ok({
              result: lifted,
              lines: ["Sending stays frozen.", ...lifted.accounts.map(sentenceOf)],
              failed: true,
            });
        }
      }),
    );
}

/** What is missing, and the command that brings it. */
function sentenceOf({ accountId, gateway, label, comparison }: NotCompared): string {
  const account = `${gateway}  ${label}`;
  const again = `npm run cli -- reconcile run --account ${accountId}`;
  if (!comparison) return `${account}  was not compared with its gateway since the freeze: ${again}`;
  if (!comparison.isOver)
    return `${account}  is being compared with its gateway, ${comparison.checked} so far: wait for a worker, or ${again}`;
  return `${account}  ${comparison.unanswered} questions were not answered: ${again}, or compare an extract of the portal with reconcile compare`;
}
