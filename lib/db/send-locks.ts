import pg from "pg";
import type { SendLock, SendLocks } from "#lib/domain/send-locks.ts";

/**
 * Advisory locks that show a living sender. A lock belongs to a database session and falls with it, so every holder
 * has a session of its own: within one session the same lock could be taken twice.
 */
export function createSendLocks(databaseUrl: string): SendLocks & { readonly close: () => Promise<void> } {
  const idle: pg.Client[] = [];
  let closed = false;

  const take = async (): Promise<pg.Client> => {
    const known = idle.pop();
    if (known) return known;
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 3_000,
      application_name: "refund-desk send lock",
      keepAlive: true,
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };

  return {
    tryLock: async (refundId) => {
      const client = await take();
      const session = { alive: true };
      // Ended by the database a session tells of two errors, and one that nobody hears ends the process.
      client.on("error", () => {
        session.alive = false;
      });
      client.once("end", () => {
        session.alive = false;
      });
      const give = async (): Promise<void> => {
        client
          .removeAllListeners("error")
          .removeAllListeners("end")
          .on("error", () => {});
        if (session.alive && !closed) idle.push(client);
        else await client.end().catch(() => {});
      };
      try {
        const { rows } = await client.query<{ locked: boolean }>(
          "SELECT pg_try_advisory_lock(hashtextextended($1, 7301)) AS locked",
          [refundId],
        );
        if (rows[0]?.locked) return held(client, session, give);
      } catch (error) {
        session.alive = false;
        await give();
        throw error;
      }
      await give();
      return null;
    },
    close: async () => {
      closed = true;
      await Promise.all(idle.splice(0).map((client) => client.end().catch(() => {})));
    },
  };
}

function held(client: pg.Client, session: { alive: boolean }, give: () => Promise<void>): SendLock {
  return {
    isHeld: () => session.alive,
    release: async () => {
      try {
        if (session.alive) await client.query("SELECT pg_advisory_unlock_all()");
      } catch {
        session.alive = false;
      }
      await give();
    },
  };
}
