import type { Command } from "commander";
import { ok } from "#lib/domain/result.ts";
import { examine } from "#lib/services/installation/examine-installation.ts";
import { desk } from "./run.ts";

export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check database, migrations, clock, keys, gateways, worker heartbeat and invariants")
    .action(
      desk("doctor", async (context) => {
        const checks = await examine(context);
        const healthy = checks.every((check) => check.ok);
        const lines = checks.map((check) => `${check.ok ? "ok    " : "failed"}  ${check.name}: ${check.detail}`);
        return ok({ result: { ok: healthy, checks }, lines, failed: !healthy });
      }),
    );
}
