import type { InboxRepository } from "#lib/db/store.ts";
import { newId } from "#lib/domain/ids.ts";
import type { InboxMessage } from "#prisma/generated/client.ts";
import type { Session } from "./database.ts";

export function inboxRepository({ tx, tables, statement }: Session): InboxRepository {
  const { inbox } = tables;
  return {
    store: async (message) => {
      await statement("inbox.store");
      const row: InboxMessage = {
        ...message,
        id: newId(),
        raw: new Uint8Array(message.raw),
        headers: { ...message.headers },
        receivedAt: tx.clock,
        copies: 1,
        doneAt: null,
        failures: 0,
        refundId: null,
        effect: null,
      };
      if (await tx.insertIfNew(inbox, row)) return { id: row.id, isNew: true };
      const id = inbox.holderOf("inbox_account_digest_key", `${message.gatewayAccountId}|${message.digest}`) ?? "";
      await tx.update(inbox, id, ({ copies }) => ({ copies: copies + 1 }));
      return { id, isNew: false };
    },
    lockNext: async () => {
      await statement("inbox.next");
      for (const row of inbox.groups.get("waiting")?.values() ?? []) {
        if (!isDue(row, tx.beganAt)) continue;
        const held = tx.tryLock(inbox, row.id);
        if (held && held.doneAt === null) return held;
      }
      return null;
    },
    done: async (id, effect, refundId) => {
      await statement("inbox.done");
      await tx.update(inbox, id, () => ({ doneAt: new Date(tx.beganAt), effect, refundId }));
    },
    failed: async (id) => {
      await statement("inbox.failed");
      await tx.update(inbox, id, ({ failures }) => ({ failures: failures + 1 }));
    },
  };
}

export function isDue(message: InboxMessage, now: number): boolean {
  return message.failures === 0 || dueAt(message) < now;
}

/** What failed before waits longer each time, in the end an hour. */
export function dueAt({ failures, receivedAt }: InboxMessage): number {
  const waitedS = failures <= 11 ? 2 ** (failures + 1) - 2 : 4_094 + (failures - 11) * 3_600;
  return receivedAt.getTime() + waitedS * 1_000;
}
