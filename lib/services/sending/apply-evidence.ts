import type { AuditEntry, NewEvidence, RefundPatch, StoreTransaction } from "#lib/db/store.ts";
import { nextState } from "#lib/domain/evidence.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { isFinal } from "#lib/domain/refund-state.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { openCase } from "#lib/services/review/call-person.ts";
import type { Refund } from "#prisma/generated/client.ts";

type Applying = { readonly by: AuditEntry["operator"]; readonly patch?: RefundPatch; readonly alreadyRead?: boolean };

/**
 * Stores a fact about a refund and moves it to what all its facts together prove. The refund must be locked by this
 * transaction. A fact that is there already changes nothing.
 */
export async function applyEvidence(
  tx: StoreTransaction,
  refund: Refund,
  fact: Omit<NewEvidence, "refundId">,
  { by, patch, alreadyRead }: Applying,
): Promise<Refund> {
  const isNew = await tx.evidence.add({ refundId: refund.id, ...fact });
  if (!isNew) return refund;

  const evidence = await tx.evidence.of(refund.id);
  const next = nextState(
    refund.state,
    evidence.map((row) => row.verdict as NewEvidence["verdict"]),
  );
  if (next.contradiction) await reportContradiction(tx, refund, fact, by);
  if (isFinal(refund.state) && fact.verdict !== "in_progress") await askPeopleAnew(tx, refund);
  if (next.state === refund.state) return refund;

  const data = { proof: fact.verdict, source: fact.source, gatewayRef: fact.gatewayRef };
  const moved = await moveRefund(tx, refund, {
    to: next.state,
    by,
    data,
    patch: { ...patch, leaseOwner: null, leaseUntil: null },
    alreadyRead,
  });
  // Proof has answered what people were asked; a contradiction stays with them.
  if (moved && refund.state === "needs_review" && !next.contradiction)
    await tx.cases.closeOf(refund.id, by.kind === "user" ? by.id : by.kind);
  return moved ?? refund;
}

/** People proposed before this was known: they look again. */
async function askPeopleAnew(tx: StoreTransaction, refund: Refund): Promise<void> {
  for (const entry of await tx.cases.openOf(refund.id)) {
    const proposal = await tx.decisions.openOf(entry.id);
    if (proposal) await tx.decisions.cancel(proposal.id);
  }
}

/** The first final state stands. Money that moved after "failed" is set aside again, as far as it is still free (E18). */
async function reportContradiction(
  tx: StoreTransaction,
  refund: Refund,
  fact: Omit<NewEvidence, "refundId">,
  by: AuditEntry["operator"],
): Promise<void> {
  const movedAfterFailed = refund.state === "failed" && fact.verdict === "moved";
  const held = movedAfterFailed
    ? await tx.payments.hold(refund.paymentId, refund.amountMinor, `contradiction ${refund.reference}`)
    : 0n;
  await openCase(tx, refund, {
    kind: "contradiction",
    severity: movedAfterFailed ? 1 : 2,
    by,
    detail: {
      verdict: fact.verdict,
      source: fact.source,
      state: refund.state,
      held: moneyToText({ minor: held, currency: refund.currency }),
    },
  });
  await tx.appendAudit({
    kind: "refund.contradiction",
    operator: by,
    refundId: refund.id,
    paymentId: refund.paymentId,
    orderId: refund.orderId,
    data: { verdict: fact.verdict, source: fact.source, state: refund.state },
  });
}
