import { AsyncLocalStorage } from "node:async_hooks";

const open = new AsyncLocalStorage<true>();

/** Runs work that holds a database transaction; no gateway may be called inside (C09). */
export function markTransaction<T>(work: () => Promise<T>): Promise<T> {
  return open.run(true, work);
}

export function insideTransaction(): boolean {
  return open.getStore() === true;
}
