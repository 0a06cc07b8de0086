import type { Command } from "commander";
import { ok } from "#lib/domain/result.ts";
import { verifyAudit } from "#lib/services/proof/seal-audit.ts";
import { desk } from "./run.ts";

export function auditCommands(program: Command): void {
  const audit = program.command("audit").description("the record of who did what");
  audit
    .command("verify")
    .description("check the hash chain and print the last good entry")
    .action(
      desk("audit verify", async ({ prisma }) => {
        const verdict = await verifyAudit(prisma);
        const last = verdict.intact ? verdict.last : verdict.lastGood;
        const lastLine = last ? `The last good entry is ${last.seq} (${last.hash}).` : "No entry is sealed yet.";
        const head = verdict.intact
          ? `The chain is whole: ${verdict.sealed} entries, ${verdict.waiting} wait to be sealed.`
          : `The chain is broken at entry ${verdict.brokenAt}.`;
        return ok({ result: verdict, lines: [head, lastLine], failed: !verdict.intact });
      }),
    );
}
