import { setTimeout as sleep } from "node:timers/promises";

/** As long as a database may take to come up again on a busy machine. */
const PATIENCE_MS = 60_000;

/** Tries until it works: the database, or the web in front of it, may be on its way up again. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
