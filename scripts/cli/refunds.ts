import type { Command } from "commander";
import { apiListRefundsSchema } from "#lib/contracts/api.ts";
import { ok } from "#lib/domain/result.ts";
import { getRefund } from "#lib/services/refunds/get-refund.ts";
import { listRefundObjects } from "#lib/services/refunds/list-refund-objects.ts";
import { parseInput } from "./read-input.ts";
import { desk } from "./run.ts";

type ListOptions = { readonly q?: string; readonly state?: string; readonly cursor?: string; readonly limit?: string };

export function refundCommands(program: Command): void {
  const refunds = program.command("refunds").description("refunds, as the API shows them");
  refunds
    .command("list")
    .description("newest first")
    .option("--q <text>", "order ID, reference, name, e-mail address or phone")
    .option("--state <state>", "only this state, such as needs_review")
    .option("--cursor <cursor>", "the `next` of the page before")
    .option("--limit <number>", "at most this many (1 to 200)")
    .action(
      desk("refunds list", async (context, { q, state, cursor, limit }: ListOptions) => {
        const listed = await listRefundObjects(context, parseInput(apiListRefundsSchema, { q, state, cursor, limit }));
        if (!listed.ok) return listed;
        const { items, next } = listed.value;
        const lines = items.map(
          (refund) => `${refund.reference}  ${refund.state}  ${refund.amount} ${refund.currency}  ${refund.orderId}`,
        );
        return ok({ result: { items, next }, lines: lines.length > 0 ? lines : ["There is no such refund."] });
      }),
    );
  refunds
    .command("show")
    .argument("<id>", "the refund's ID or reference")
    .description("one refund with its proof, attempts and events")
    .action(
      desk("refunds show", async (context, id: string) => {
        const refund = await getRefund(context, id);
        return refund.ok ? ok({ result: refund.value, lines: [JSON.stringify(refund.value, null, 2)] }) : refund;
      }),
    );
}
