import { createSendLocks } from "#lib/db/send-locks.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { createGatewayHttp } from "#lib/gateways/http.ts";
import { applyNextNotification } from "#lib/services/notifications/apply-notification.ts";
import { runRefund } from "#lib/services/sending/run-refund.ts";
import { LEASE_MS, type SendingContext } from "#lib/services/sending/sending.ts";
import type { Refund } from "#prisma/generated/client.ts";
import type { TestDatabase } from "#prisma/test-database.ts";
import type { Desk } from "./desk.ts";

/** A worker that takes a step when it is told to, so that a test can stand between two of them. */
export type Hands = {
  readonly context: SendingContext;
  /** Makes the refund due, claims it and does what it needs next; the state it has then. */
  readonly work: (refundId: string, between?: Between) => Promise<RefundState>;
  readonly claim: (refundId: string) => Promise<Refund | null>;
  readonly run: (claimed: Refund, between?: Between) => Promise<RefundState>;
  /** Applies whatever notifications wait. */
  readonly readInbox: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What the worker's surroundings are, where they differ. */
export type Between = Partial<Pick<SendingContext, "monotonicMs" | "locks" | "gatewayHttp">>;

export function openHands(database: TestDatabase, desk: Desk, accountId: string): Hands {
  const locks = createSendLocks(database.url);
  const context: SendingContext = {
    ...desk.services,
    operator: { kind: "worker", name: "hands" },
    worker: "hands",
    locks,
    gatewayHttp: (options) => createGatewayHttp({ allowLoopback: true, ...options }),
    monotonicMs: () => performance.now(),
    random: () => 0,
  };
  const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
  let longestWaiting = 0;
  const claim = async (id: string): Promise<Refund | null> => {
    // Longest waiting of all, so that it is this one that is claimed.
    longestWaiting -= 1_000;
    await database.prisma.refund.update({
      where: { id },
      data: { nextRunAt: new Date(longestWaiting), leaseUntil: null },
    });
    const claimed = await context.store.claim({ worker: "hands", leaseMs: LEASE_MS, accountIds: [accountId] });
    return claimed?.id === id ? claimed : null;
  };
  const run = async (claimed: Refund, between: Between = {}) => {
    await runRefund({ ...context, ...between }, claimed);
    return stateOf(claimed.id);
  };

  return {
    context,
    claim,
    run,
    work: async (id, between) => {
      const claimed = await claim(id);
      return claimed ? run(claimed, between) : stateOf(id);
    },
    readInbox: async () => {
      while (await applyNextNotification(context));
    },
    close: () => locks.close(),
  };
}
