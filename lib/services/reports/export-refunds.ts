import type { StartExportInput } from "#lib/contracts/exports.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { STATE_WORDS } from "#lib/domain/event-text.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { type MaskedReceiver, receiverSchema } from "#lib/domain/receiver.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, type Result } from "#lib/domain/result.ts";
import { demand, zoneOf } from "#lib/services/context.ts";
import { refundCondition } from "#lib/services/refunds/refund-filter.ts";
import { receiverContext } from "#lib/services/refunds/write-refund.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type CsvColumn, type CsvFile, type ExportContext, startExport } from "./export-csv.ts";

type Row = {
  id: string;
  reference: string;
  order_id: string;
  customer_name: string;
  gateway: string;
  account: string;
  method: string;
  gateway_payment_ref: string | null;
  amount_minor: string;
  currency: string;
  state: RefundState;
  reason: string;
  requested_by: string | null;
  requested_at: string;
  approved_by: string | null;
  final_at: string | null;
  proof: string | null;
  gateway_ref: string | null;
  receiver_masked: MaskedReceiver | null;
  receiver_sealed: Uint8Array | null;
  receiver_key_version: number | null;
};

/** The refunds that the list shows with this filter, newest first, as a CSV file of any length. */
export async function exportRefunds(
  context: ExportContext,
  input: StartExportInput,
  signal: AbortSignal,
): Promise<Result<CsvFile, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  if (input.revealWhy && !demand(context, "receivers.export").ok) return err(appError("forbidden"));
  const zone = zoneOf(context);
  const columns = columnsIn(zone, accountReader(context, input));
  const query = refundQuery(await refundCondition(context, input), { zone, inFull: input.revealWhy !== undefined });
  return startExport(context, { subject: "refunds", input, query, columns, signal });
}

type Shown = { readonly zone: string; readonly inFull: boolean };

function refundQuery(condition: Prisma.Sql, { zone, inFull }: Shown): Prisma.Sql {
  const local = (time: Prisma.Sql) => Prisma.sql`to_char(${time} AT TIME ZONE ${zone}, 'YYYY-MM-DD HH24:MI:SS')`;
  return Prisma.sql`
    SELECT r.id, r.reference, o.order_id, o.customer_name, r.gateway, a.label AS account, p.method, p.gateway_payment_ref,
      r.amount_minor::text AS amount_minor, r.currency, r.state, r.reason, COALESCE(u.name, k.name) AS requested_by,
      ${local(Prisma.sql`r.created_at`)} AS requested_at, approved.by AS approved_by, ${local(Prisma.sql`r.final_at`)} AS final_at,
      proof.source AS proof, proof.gateway_ref, r.receiver_masked,
      ${inFull ? Prisma.sql`r.receiver_sealed` : Prisma.sql`NULL::bytea`} AS receiver_sealed, r.receiver_key_version
    FROM refund r
    JOIN sales_order o ON o.id = r.order_id
    JOIN payment p ON p.id = r.payment_id
    JOIN gateway_account a ON a.id = r.gateway_account_id
    LEFT JOIN user_account u ON u.id = r.requested_by_user_id
    LEFT JOIN api_key k ON k.id = r.requested_by_api_key_id
    LEFT JOIN LATERAL (
      SELECT string_agg(person.name, ', ' ORDER BY d.at) AS by FROM approval d JOIN user_account person ON person.id = d.approver_id
      WHERE d.refund_id = r.id AND d.kind = 'approve' AND d.sealed_hash = r.sealed_hash) approved ON TRUE
    LEFT JOIN LATERAL (
      SELECT e.source, e.gateway_ref FROM evidence e WHERE e.refund_id = r.id
        AND e.verdict = CASE r.state WHEN 'succeeded' THEN 'moved' WHEN 'reversed' THEN 'moved' WHEN 'failed' THEN 'not_moved' END
      ORDER BY e.id LIMIT 1) proof ON TRUE
    WHERE ${condition}
    ORDER BY r.created_at DESC, r.id DESC`;
}

function columnsIn(zone: string, account: (row: Row) => string | null): readonly CsvColumn<Row>[] {
  return [
    ["reference", (row) => row.reference],
    ["orderId", (row) => row.order_id],
    ["customerName", (row) => row.customer_name],
    ["gateway", (row) => row.gateway],
    ["gatewayAccount", (row) => row.account],
    ["method", (row) => row.method],
    ["gatewayPaymentRef", (row) => row.gateway_payment_ref],
    ["amount", (row) => moneyToText({ minor: BigInt(row.amount_minor), currency: row.currency })],
    ["currency", (row) => row.currency],
    ["state", (row) => row.state],
    ["stateWord", (row) => STATE_WORDS[row.state]],
    ["reason", (row) => row.reason],
    ["requestedBy", (row) => row.requested_by],
    [`requestedAt (${zone})`, (row) => row.requested_at],
    ["approvedBy", (row) => row.approved_by],
    [`finalAt (${zone})`, (row) => row.final_at],
    ["proof", (row) => row.proof],
    ["gatewayRef", (row) => row.gateway_ref],
    ["receiverAccount", account],
    ["receiverBank", (row) => row.receiver_masked?.swiftCode ?? null],
    ["refundId", (row) => row.id],
  ];
}

/** The last four digits, unless somebody who may said why more is needed (J02). */
function accountReader({ vault }: ExportContext, { revealWhy }: StartExportInput): (row: Row) => string | null {
  if (!revealWhy) return (row) => row.receiver_masked?.accountNumber ?? null;
  return ({ id, receiver_sealed, receiver_key_version, receiver_masked }) =>
    receiver_sealed && receiver_key_version !== null
      ? receiverSchema.parse(JSON.parse(vault.open(receiver_sealed, receiverContext(id), receiver_key_version)))
          .accountNumber
      : (receiver_masked?.accountNumber ?? null);
}
