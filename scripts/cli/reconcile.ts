import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import type { DifferenceDto, ReconciliationReport } from "#lib/contracts/reconciliation.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { compareExtract } from "#lib/services/reconciliation/compare-extract.ts";
import { getReconciliation } from "#lib/services/reconciliation/list-reconciliations.ts";
import { reconcileNext } from "#lib/services/reconciliation/reconcile-next.ts";
import { startReconciliation } from "#lib/services/reconciliation/start-reconciliation.ts";
import { askingContext } from "#lib/services/sending/sending.ts";
import { readInput } from "./read-input.ts";
import { desk } from "./run.ts";

/** While the gateway's limit or a worker that is at it makes us wait. */
const LOOK_AGAIN_MS = 250;

export function reconcileCommands(program: Command): void {
  const reconcile = program.command("reconcile").description("our ledger held against the gateways'");
  reconcile
    .command("run")
    .option("--account <id>", "of this gateway account only")
    .description(
      "compare with the gateways now and print the differences; exits 1 where there are any, or where a gateway did not answer",
    )
    .action(
      desk("reconcile run", async (context, { account }: { readonly account?: string }) => {
        const started = await startReconciliation(context, { gatewayAccountId: account });
        if (!started.ok) return started;
        const reports: ReconciliationReport[] = [];
        for (const id of started.value.ids) {
          const report = await untilOver(context, id);
          if (!report.ok) return report;
          reports.push(report.value);
        }
        return ok(answerOf(reports));
      }),
    );
  reconcile
    .command("compare")
    .argument("<file>", "a settlement or an extract of the portal as CSV; - is the standard input")
    .requiredOption("--account <id>", "the gateway account that it is of")
    .description("compare an extract with our refunds and print the differences; nothing is changed")
    .action(
      desk("reconcile compare", async (context, file: string, { account }: { readonly account: string }) => {
        const csv = readInput(file);
        const compared = await compareExtract(context, { gatewayAccountId: account, csv, fileName: basename(file) });
        if (!compared.ok) return compared;
        const { refused } = compared.value;
        const { lines, failed } = answerOf([compared.value]);
        const unread = refused.flatMap(({ line, errors }) =>
          errors.map(({ field, message }) => `line ${line}  ${field ? `${field}: ` : ""}${message}`),
        );
        const count = `${refused.length} lines not read`;
        return ok({
          result: compared.value,
          lines: [...unread, ...lines, count],
          failed: failed || refused.length > 0,
        });
      }),
    );
}

/** Asks by itself; a worker that runs helps, and both keep the gateway's limit together. */
async function untilOver(context: AppContext, id: string): Promise<Result<ReconciliationReport, AppError>> {
  const asking = { ...askingContext(context), worker: "command line" };
  for (;;) {
    const report = await getReconciliation(context, id);
    if (!report.ok || report.value.finishedAt) return report;
    if (!(await reconcileNext(asking, { only: id }))) {
      if (await isSilent(context, report.value)) return err(appError("gateway_unreachable"));
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

/** Its breaker is open: the comparison waits, and a worker goes on with it when the gateway answers again. */
async function isSilent({ prisma }: AppContext, { account }: ReconciliationReport): Promise<boolean> {
  const [row] = await prisma.$queryRaw<[{ asks: boolean }]>`SELECT account_asks(${account.id}::uuid) AS asks`;
  return !row.asks;
}

function answerOf(reports: readonly ReconciliationReport[]) {
  const sum = (of: (report: ReconciliationReport) => number) => reports.reduce((total, one) => total + of(one), 0);
  const counts = {
    checked: sum(({ checked }) => checked),
    unanswered: sum(({ unanswered }) => unanswered),
    differences: sum(({ differences }) => differences),
  };
  const lines = reports.flatMap(({ account, found }) =>
    found.map((difference) => `${account.gateway}  ${account.label}  ${lineOf(difference)}`),
  );
  const { checked, unanswered, differences } = counts;
  return {
    result: { ...counts, runs: reports },
    lines: [...lines, `${checked} compared, ${unanswered} without an answer, ${differences} differences`],
    failed: differences + unanswered > 0,
  };
}

function lineOf({ kind, severity, subject, orderId, ours, theirs, currency, line }: DifferenceDto): string {
  const where = [line === null ? null : `line ${line}`, orderId, subject].filter(Boolean).join("  ");
  return `${kind}  severity ${severity}  ${where}  here ${ours ?? "-"}, there ${theirs ?? "-"} ${currency}`;
}
