import type { Json } from "#lib/db/json.ts";
import type { AuditEntry, StoreTransaction } from "#lib/db/store.ts";
import type { RefundCaseKind } from "#lib/domain/review.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import type { Refund } from "#prisma/generated/client.ts";

const DAY_MS = 86_400_000;

export type Call = {
  readonly kind: RefundCaseKind;
  readonly severity?: 1 | 2 | 3;
  readonly detail: Json;
  readonly by: AuditEntry["operator"];
};

/** Opens a case for a refund and, where its life is still open, hands it to people. The money stays reserved. */
export async function callPerson(tx: StoreTransaction, refund: Refund, call: Call): Promise<Refund> {
  await openCase(tx, refund, call);
  if (refund.state === "needs_review") return refund;
  const nextRunAt = refund.nextRunAt ?? new Date((await tx.now()).getTime() + DAY_MS);
  const moved = await moveRefund(tx, refund, {
    to: "needs_review",
    by: call.by,
    data: { case: call.kind, ...call.detail },
    patch: { nextRunAt, leaseOwner: null, leaseUntil: null },
  });
  return moved ?? refund;
}

/** Opens a case and leaves the state as it is. */
export async function openCase(tx: StoreTransaction, refund: Refund, call: Call): Promise<void> {
  await tx.cases.open({
    kind: call.kind,
    severity: call.severity ?? 2,
    refundId: refund.id,
    paymentId: refund.paymentId,
    gatewayAccountId: refund.gatewayAccountId,
    detail: call.detail,
  });
}
