import { backoffMs } from "#lib/domain/schedule.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { probeRefund } from "./probe-refund.ts";
import type { SendingContext } from "./sending.ts";
import { submitRefund } from "./submit-refund.ts";

/** A row on which the worker keeps failing is shown to people, so that it cannot hold up the others (D13). */
const CRASHES_FOR_A_PERSON = 10;

/** Does what a claimed refund needs next. */
export async function runRefund(context: SendingContext, refund: Refund): Promise<void> {
  switch (refund.state) {
    case "queued":
      return submitRefund(context, refund);
    case "submitting":
      return takeOver(context, refund);
    case "processing":
    case "unknown":
    case "needs_review":
      await probeRefund(context, refund);
      return;
    default:
      // Settled or taken back between the claim and the look.
      return;
  }
}

/**
 * The lease of a sender ran out. While it lives it holds the lock, and is left alone. When it died, its request may
 * have left: the attempt ends in silence and the gateway is asked. Nothing is sent again on a guess (D02 to D05).
 */
async function takeOver(context: SendingContext, claimed: Refund): Promise<void> {
  const lock = await context.locks.tryLock(claimed.id);
  try {
    await context.store.transaction(async (tx) => {
      const refund = await tx.refunds.lock(claimed.id);
      if (refund?.state !== "submitting") return;
      const inTwoSeconds = new Date((await tx.now()).getTime() + 2_000);
      if (!lock) return tx.refunds.patch(refund.id, { nextRunAt: inTwoSeconds, leaseOwner: null, leaseUntil: null });
      const attempts = await tx.attempts.of(refund.id);
      const open = attempts.findLast((attempt) => attempt.kind === "submit" && attempt.outcome === "open");
      if (open) await tx.attempts.close(open.id, { outcome: "ambiguous", cause: "sender_died" });
      await moveRefund(tx, refund, {
        to: "unknown",
        by: context.operator,
        data: { cause: "sender_died" },
        patch: { nextRunAt: inTwoSeconds, probes: 0, leaseOwner: null, leaseUntil: null },
      });
    });
  } finally {
    await lock?.release();
  }
}

/** The worker threw on this row: others flow, this one comes back later, and after ten times a person sees it. */
export async function recordCrash(context: SendingContext, claimed: Refund, error: unknown): Promise<void> {
  const crashes = claimed.crashes + 1;
  await context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(claimed.id);
    if (!refund || refund.nextRunAt === null) return;
    const nextRunAt = new Date((await tx.now()).getTime() + backoffMs(crashes, context.random));
    await tx.refunds.patch(refund.id, {
      crashes,
      nextRunAt,
      ...(refund.state === "submitting" ? {} : { leaseOwner: null, leaseUntil: null }),
    });
    if (crashes < CRASHES_FOR_A_PERSON || refund.state === "submitting") return;
    await callPerson(
      tx,
      { ...refund, nextRunAt },
      {
        kind: "worker_fails",
        by: context.operator,
        detail: { error: error instanceof Error ? error.name : "unknown" },
      },
    );
  });
}
