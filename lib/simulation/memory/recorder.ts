import type { StoreTransaction } from "#lib/db/store.ts";

/** One word of the store as it was said, and what it answered. */
export type Said = { readonly path: readonly string[]; readonly given: readonly unknown[]; readonly answer: unknown };

/** A committed transaction, word by word. */
export type RecordedTransaction = { readonly at: number; readonly said: readonly Said[] };

/** Writes down all that goes through a transaction, so that another store can be asked the same. */
export function recording(tx: StoreTransaction, said: Said[]): StoreTransaction {
  return listen(tx, [], said) as StoreTransaction;
}

function listen(part: object, path: readonly string[], said: Said[]): unknown {
  return new Proxy(part, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      const here = [...path, String(name)];
      if (typeof member === "object" && member !== null) return listen(member, here, said);
      if (typeof member !== "function") return member;
      return async (...given: unknown[]) => {
        const answer: unknown = await Reflect.apply(member, target, given);
        said.push({ path: here, given, answer });
        return answer;
      };
    },
  });
}
