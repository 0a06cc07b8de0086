import type { ExtractReport } from "#lib/contracts/reconciliation.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId, newId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { stateDifference } from "#lib/domain/reconcile.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Payment, Prisma, Refund } from "#prisma/generated/client.ts";
import { getReconciliation } from "./list-reconciliations.ts";
import { type ExtractLine, readExtract } from "./read-extract.ts";
import { type Difference, openPaymentCase, recordDifference } from "./record-difference.ts";

type Comparing = { readonly gatewayAccountId: string; readonly csv: Uint8Array; readonly fileName: string };

/**
 * Holds a settlement or a portal's extract against the refunds of an account and lists what differs. Changes nothing:
 * money that left a payment of ours elsewhere becomes a case, and two people may book it.
 */
export async function compareExtract(
  context: AppContext,
  { gatewayAccountId, csv, fileName }: Comparing,
): Promise<Result<ExtractReport, AppError>> {
  const allowed = demand(context, "reconciliation.run");
  if (!allowed.ok) return allowed;
  const { prisma, operator } = context;
  const known = isId(gatewayAccountId) && (await prisma.gatewayAccount.findUnique({ where: { id: gatewayAccountId } }));
  if (!known) return err(appError("gateway_account_not_found"));
  const read = readExtract(csv);
  if (!read.ok) return err(appError("invalid_request", { errors: [{ field: "file", message: read.error }] }));
  const { lines, refused } = read.value;

  const id = newId();
  await prisma.$transaction(
    async (tx) => {
      const asked = { askedBy: actorOf(operator), askedByName: operator.name };
      const counts = { total: lines.length + refused.length, checked: lines.length };
      const file = { kind: "file", fileName: fileName.slice(0, 200), finishedAt: new Date() };
      await tx.reconciliation.create({ data: { id, gatewayAccountId, ...asked, ...counts, ...file } });
      const found = new Set<string>();
      for (const line of lines) {
        const refund = await findRefund(tx, gatewayAccountId, line);
        if (refund) found.add(refund.id);
        await compareLine(tx, { runId: id, gatewayAccountId, line, refund });
      }
      await listMissing(tx, { runId: id, gatewayAccountId, lines, found });
      const data = { gatewayAccountId, fileName, lines: lines.length, refused: refused.length };
      await recordAudit(tx, { kind: "extract_compared", operator, data });
    },
    { timeout: 120_000 },
  );
  const report = await getReconciliation(context, id);
  return report.ok ? ok({ ...report.value, refused }) : report;
}

/** By our reference; where the file has none, by theirs. */
async function findRefund(
  tx: Prisma.TransactionClient,
  gatewayAccountId: string,
  { reference, gatewayRef }: ExtractLine,
): Promise<Refund | null> {
  if (reference !== null) return tx.refund.findFirst({ where: { gatewayAccountId, reference } });
  return gatewayRef === null
    ? null
    : tx.refund.findFirst({ where: { gatewayAccountId, attempts: { some: { gatewayRef } } } });
}

type Line = {
  readonly runId: string;
  readonly gatewayAccountId: string;
  readonly line: ExtractLine;
  readonly refund: Refund | null;
};

async function compareLine(
  tx: Prisma.TransactionClient,
  { runId, gatewayAccountId, line, refund }: Line,
): Promise<void> {
  const subject = line.reference ?? line.gatewayRef ?? "";
  const there = { subject, currency: line.amount.currency, line: line.line };
  if (!refund) return unknownHere(tx, runId, { gatewayAccountId, line, there });
  const about = { ...there, refundId: refund.id, paymentId: refund.paymentId };
  const ours = { minor: refund.amountMinor, currency: refund.currency };
  if (line.amount.minor !== ours.minor || line.amount.currency !== ours.currency)
    await recordDifference(tx, runId, {
      ...about,
      kind: "amount_differs",
      severity: 2,
      ours: moneyToText(ours),
      theirs: moneyToText(line.amount),
    });
  const state = stateDifference(refund.state, line.state);
  if (state) await recordDifference(tx, runId, { ...about, ...state, ours: refund.state, theirs: line.state });
}

type Foreign = Pick<Line, "gatewayAccountId" | "line"> & {
  readonly there: Pick<Difference, "subject" | "currency"> & { readonly line: number };
};

async function unknownHere(
  tx: Prisma.TransactionClient,
  runId: string,
  { gatewayAccountId, line, there }: Foreign,
): Promise<void> {
  if (line.state !== "succeeded") return;
  const { gatewayRef, gatewayPaymentRef, amount } = line;
  const payment: Payment | null =
    gatewayPaymentRef === null ? null : await tx.payment.findFirst({ where: { gatewayAccountId, gatewayPaymentRef } });
  const isBooked =
    payment !== null &&
    gatewayRef !== null &&
    (await tx.outsideRefund.findFirst({ where: { paymentId: payment.id, gatewayRef } })) !== null;
  if (isBooked) return;
  const figures = { ours: null, theirs: moneyToText(amount), severity: 1 as const };
  await recordDifference(tx, runId, { ...there, ...figures, kind: "unknown_here", paymentId: payment?.id ?? null });
  if (payment?.currency !== amount.currency) return;
  await openPaymentCase(tx, {
    ...figures,
    kind: "refunded_elsewhere",
    subject: there.subject,
    paymentId: payment.id,
    gatewayAccountId,
    currency: amount.currency,
    difference: moneyToText(amount),
    gatewayRef: gatewayRef ?? line.reference,
  });
}

type Missing = {
  readonly runId: string;
  readonly gatewayAccountId: string;
  readonly lines: readonly ExtractLine[];
  readonly found: ReadonlySet<string>;
};

/** What we call refunded in the time that the file is about, and the file does not hold. */
async function listMissing(
  tx: Prisma.TransactionClient,
  { runId, gatewayAccountId, lines, found }: Missing,
): Promise<void> {
  const times = lines.flatMap(({ at }) => at?.getTime() ?? []).sort((one, other) => one - other);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return;
  const finalAt = { gte: new Date(first), lte: new Date(last) };
  const refunds = await tx.refund.findMany({ where: { gatewayAccountId, state: "succeeded", finalAt } });
  for (const refund of refunds.filter(({ id }) => !found.has(id))) {
    const { id: refundId, paymentId, reference: subject, currency, amountMinor: minor } = refund;
    const ours = moneyToText({ minor, currency });
    const about = { subject, refundId, paymentId, currency, ours, theirs: null };
    await recordDifference(tx, runId, { ...about, kind: "missing_there", severity: 1 });
  }
}
