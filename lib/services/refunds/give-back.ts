import type { RefundCaseKind } from "#lib/domain/review.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { SendingContext } from "#lib/services/sending/sending.ts";
import type { Refund } from "#prisma/generated/client.ts";

/** Nothing is sent; people decide. */
export async function stopForPerson(
  context: SendingContext,
  refund: Refund,
  kind: RefundCaseKind,
  detail: Record<string, string>,
): Promise<void> {
  await context.store.transaction(async (tx) => {
    const current = await tx.refunds.lock(refund.id);
    if (current?.state === "queued") await callPerson(tx, current, { kind, by: context.operator, detail });
  });
}

/** Nothing is sent now; the refund comes back to its place in the line. */
export async function giveBack(
  context: SendingContext,
  refund: Refund,
  delayMs: number,
  sendFailures = refund.sendFailures,
): Promise<void> {
  await context.store.transaction(async (tx) => {
    const nextRunAt = new Date((await tx.now()).getTime() + delayMs);
    await tx.refunds.patch(refund.id, { nextRunAt, sendFailures, leaseOwner: null, leaseUntil: null });
  });
}
