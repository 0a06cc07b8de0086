import pg from "pg";

type CursorQuery = {
  /** With `$1` … for the values. */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly batch: number;
  /** Ends the query wherever it is. */
  readonly signal: AbortSignal;
};

/** A reader that takes nothing for so long has gone away. */
const STALLED = "5min";

/**
 * The rows of a query of any size as they are at one moment, a batch at a time: the next one is read when it is asked
 * for. It has a connection of its own, so that it takes none from the pages and that dropping it ends the query:
 * PostgreSQL looks twice a second whether somebody still listens.
 */
export async function* readByCursor<Row>(
  databaseUrl: string,
  { text, values, batch, signal }: CursorQuery,
): AsyncGenerator<readonly Row[], void> {
  signal.throwIfAborted();
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 3_000,
    application_name: "refund-desk export",
    options: `-c client_connection_check_interval=500 -c idle_in_transaction_session_timeout=${STALLED} -c lock_timeout=3000`,
  });
  const hangUp = () =>
    void (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  client.on("error", () => {});
  signal.addEventListener("abort", hangUp, { once: true });
  try {
    await client.connect();
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`DECLARE export NO SCROLL CURSOR FOR ${text}`, [...values]);
    for (;;) {
      const { rows } = await client.query(`FETCH ${batch} FROM export`);
      if (rows.length > 0) yield rows as Row[];
      if (rows.length < batch) return;
    }
  } finally {
    signal.removeEventListener("abort", hangUp);
    await client.end().catch(() => {});
  }
}
