import type { LiveHint } from "#lib/contracts/live.ts";
import { queriesTouchedBy } from "./query-keys.ts";

/** Longer than any page takes from being drawn at the server until it stands in the browser. */
const KEEP_MS = 30_000;

export type RecentHints = {
  readonly add: (hint: LiveHint) => void;
  /** Whether that reading may have become old between being drawn at the server and being shown here. */
  readonly touched: (queryKey: readonly unknown[]) => boolean;
};

/** Hints that came while a page was on its way met nobody who reads: whoever comes asks here what was missed. */
export function rememberHints(now: () => number = () => performance.now()): RecentHints {
  let kept: { readonly hint: LiveHint; readonly at: number }[] = [];
  return {
    add: (hint) => {
      const oldest = now() - KEEP_MS;
      kept = [...kept.filter(({ at }) => at > oldest), { hint, at: now() }];
    },
    touched: (queryKey) => kept.some(({ hint, at }) => at > now() - KEEP_MS && queriesTouchedBy(hint, queryKey)),
  };
}
