import type { Command } from "commander";
import type { ImportReport } from "#lib/contracts/order-csv.ts";
import { ok } from "#lib/domain/result.ts";
import { importOrders } from "#lib/services/orders/import-orders.ts";
import { readInput } from "./read-input.ts";
import { desk } from "./run.ts";

type Options = { readonly file: string; readonly dryRun?: boolean };

export function orderCommands(program: Command): void {
  const orders = program.command("orders").description("orders and their payments");
  orders
    .command("import")
    .description("store orders from a CSV file, one line per payment")
    .requiredOption("--file <file>", "the CSV file; - is the standard input")
    .option("--dry-run", "say what would happen and store nothing")
    .action(
      desk("orders import", async (context, { file, dryRun = false }: Options) => {
        const imported = await importOrders(context, { csv: readInput(file), dryRun });
        if (!imported.ok) return imported;
        return ok({ result: imported.value, lines: linesOf(imported.value), failed: imported.value.refused > 0 });
      }),
    );
}

function linesOf(report: ImportReport): string[] {
  const rows = report.rows.map(({ line, orderId, outcome, errors }) =>
    [`line ${line}`, orderId, outcome, ...errors.map(({ field, message }) => `${field}: ${message}`)].join("  "),
  );
  const { created, updated, unchanged, refused, dryRun } = report;
  return [
    ...rows,
    `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused${dryRun ? " (dry run: nothing was stored)" : ""}`,
  ];
}
