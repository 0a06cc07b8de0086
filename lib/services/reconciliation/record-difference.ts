import { storeTransaction } from "#lib/db/postgres-store.ts";
import type { DifferenceKind, Severity } from "#lib/domain/reconcile.ts";
import type { Prisma } from "#prisma/generated/client.ts";

export type Difference = {
  readonly kind: DifferenceKind;
  readonly severity: Severity;
  /** The payment, the refund, or what a file names. */
  readonly subject: string;
  readonly paymentId?: string | null;
  readonly refundId?: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly currency: string;
  readonly line?: number;
};

/** Lists it, once per comparison. */
export async function recordDifference(
  tx: Prisma.TransactionClient,
  reconciliationId: string,
  difference: Difference,
): Promise<void> {
  await tx.reconciliationDifference.createMany({ data: { reconciliationId, ...difference }, skipDuplicates: true });
}

type PaymentCase = Difference & {
  readonly gatewayAccountId: string;
  readonly paymentId: string;
  /** Money that left elsewhere, as two people may book it. */
  readonly difference?: string;
  readonly gatewayRef?: string | null;
};

/** A difference about a payment is for people; where they have not begun to answer, it shows the present figures. */
export async function openPaymentCase(tx: Prisma.TransactionClient, found: PaymentCase): Promise<void> {
  const { kind, severity, subject, paymentId, gatewayAccountId } = found;
  const { ours, theirs, currency, difference = null, gatewayRef = null } = found;
  const detail = { ours, theirs, currency, difference, gatewayRef };
  await storeTransaction(tx).cases.open({ kind, severity, subject, paymentId, gatewayAccountId, detail });
  await tx.case.updateMany({
    where: {
      kind,
      subject,
      gatewayAccountId,
      refundId: null,
      closedAt: null,
      decisions: { none: { cancelledAt: null } },
    },
    data: { detail, severity },
  });
}

/** What people were asked about a payment, and the gateway has answered since. */
export async function closePaymentCases(
  tx: Prisma.TransactionClient,
  payment: { readonly id: string },
  stillOpen: readonly DifferenceKind[],
): Promise<void> {
  const cases = await tx.case.findMany({
    where: {
      paymentId: payment.id,
      refundId: null,
      subject: payment.id,
      closedAt: null,
      kind: { notIn: [...stillOpen] },
    },
  });
  for (const { id } of cases) {
    await storeTransaction(tx).cases.close(id, "worker");
    await tx.$executeRaw`UPDATE decision SET cancelled_at = now() WHERE case_id = ${id}::uuid AND NOT applied AND cancelled_at IS NULL`;
  }
}
