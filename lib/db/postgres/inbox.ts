import { newId } from "#lib/domain/ids.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { InboxRepository } from "../store.ts";

/**
 * What failed waits 2 s, then 4, 8 and so on, in the end an hour: so many seconds after it came it is tried again. Each
 * failure adds its own wait, so that none is ever tried without a pause, however old it is.
 */
const WAITED_S = Prisma.sql`CASE WHEN failures <= 11 THEN 2 ^ (failures + 1) - 2 ELSE 4094 + (failures - 11) * 3600 END`;

export function inboxRepository(tx: Prisma.TransactionClient): InboxRepository {
  return {
    store: async (message) => {
      const id = newId();
      const [row] = await tx.$queryRaw<[{ id: string; copies: number }]>`
        INSERT INTO inbox (id, gateway_account_id, gateway, digest, raw, content_type, query, headers, verdict)
        VALUES (${id}::uuid, ${message.gatewayAccountId}::uuid, ${message.gateway}, ${message.digest}, ${message.raw}, ${message.contentType},
          ${message.query}, ${JSON.stringify(message.headers)}::jsonb, ${message.verdict})
        ON CONFLICT (gateway_account_id, digest) DO UPDATE SET copies = inbox.copies + 1
        RETURNING id, copies`;
      return { id: row.id, isNew: row.copies === 1 };
    },
    lockNext: async () => {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM inbox WHERE done_at IS NULL AND (failures = 0 OR received_at + ${WAITED_S} * interval '1 second' < now())
        ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
      return row ? tx.inboxMessage.findUnique({ where: { id: row.id } }) : null;
    },
    done: async (id, effect, refundId) => {
      await tx.$executeRaw`UPDATE inbox SET done_at = now(), effect = ${effect}, refund_id = ${refundId}::uuid WHERE id = ${id}::uuid`;
    },
    failed: async (id) => {
      await tx.$executeRaw`UPDATE inbox SET failures = failures + 1 WHERE id = ${id}::uuid`;
    },
  };
}
