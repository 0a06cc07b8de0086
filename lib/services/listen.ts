import pg from "pg";

export type Listening = { readonly close: () => Promise<void> };

export type ListenOptions = {
  readonly url: string;
  readonly onMessage: (payload: string) => void;
  /** The connection broke: what is said from now on is not heard. */
  readonly onLost: (error?: Error) => void;
};

/** The triggers of the migrations speak on this channel. */
export const CHANNEL = "refund_desk";

/** Listens on a connection of its own. Rejects where there is no database to listen to. */
export async function listen({ url, onMessage, onLost }: ListenOptions): Promise<Listening> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true, application_name: "refund-desk-live" });
  let closed = false;
  const lose = (error?: Error) => {
    if (closed) return;
    closed = true;
    onLost(error);
  };
  client.on("error", lose);
  client.on("end", () => lose());
  client.on("notification", ({ payload }) => onMessage(payload ?? ""));
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    closed = true;
    await client.end().catch(() => {});
    throw error;
  }
  return {
    async close() {
      closed = true;
      await client.end().catch(() => {});
    },
  };
}
