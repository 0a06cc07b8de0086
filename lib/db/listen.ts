import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export const HINT_CHANNEL = "refund_desk";

export type Listening = { readonly stop: () => Promise<void> };

type Handlers = {
  readonly onHint: (payload: string) => void;
  /** Called with every change of the connection; what was notified while it was down is lost, so read again. */
  readonly onState?: (state: "listening" | "lost") => void;
};

/** One LISTEN connection per process, opened again when it breaks. A hint says "read again" and is never the data. */
export function listenForHints(databaseUrl: string, { onHint, onState }: Handlers): Listening {
  let client: pg.Client | null = null;
  let stopped = false;

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopped; failures += 1) {
      const next = new pg.Client({
        connectionString: databaseUrl,
        connectionTimeoutMillis: 3_000,
        application_name: "refund-desk listen",
        keepAlive: true,
      });
      const ended = new Promise<void>((resolve) => next.once("end", resolve).once("error", () => resolve()));
      next.on("error", () => {});
      next.on("notification", ({ payload }) => onHint(payload ?? ""));
      try {
        await next.connect();
        await next.query(`LISTEN ${HINT_CHANNEL}`);
        if (stopped) return void (await next.end());
        client = next;
        failures = 0;
        onState?.("listening");
        await ended;
      } catch {
        // The loop below waits and tries again; what failed is visible in the state.
      }
      client = null;
      await next.end().catch(() => {});
      if (stopped) return;
      onState?.("lost");
      await sleep(Math.min(5_000, 100 * 2 ** failures));
    }
  };
  void run();

  return {
    stop: async () => {
      stopped = true;
      await client?.end().catch(() => {});
    },
  };
}
