import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";

export type LiveRows<Row> = {
  /** Those that stand there; what came since waits, so that nothing moves under the cursor. */
  readonly shown: readonly Row[];
  readonly arrived: number;
  readonly showAll: () => void;
  /** What the table stands in. */
  readonly list: RefObject<HTMLDivElement | null>;
};

/**
 * A list that stays true without moving. `listKey` names what is listed; null as long as what is there is known to be
 * old, so that what a page missed on its way is simply there.
 */
export function useLiveRows<Row extends object>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  listKey: string | null,
): LiveRows<Row> {
  const [known, setKnown] = useState(() => ({ listKey, ids: idsOf(rows, idOf) }));
  if (known.listKey !== listKey) setKnown({ listKey, ids: idsOf(rows, idOf) });

  const shown = useMemo(() => {
    const standing = rows.filter((row) => known.ids.has(idOf(row)));
    // Where nothing stands any more there is nothing to disturb.
    return standing.length === rows.length || standing.length === 0 ? rows : standing;
  }, [rows, known, idOf]);
  const list = useRef<HTMLDivElement>(null);
  useFlash(shown, idOf, listKey, list);

  return {
    shown,
    arrived: rows.length - shown.length,
    showAll() {
      flushSync(() => setKnown({ listKey, ids: idsOf(rows, idOf) }));
      list.current?.querySelector<HTMLElement>("a[data-row-link]")?.focus();
    },
    list,
  };
}

function idsOf<Row>(rows: readonly Row[], idOf: (row: Row) => string): ReadonlySet<string> {
  return new Set(rows.map(idOf));
}

const LIT: Keyframe[] = [{ backgroundColor: "var(--accent-wash)" }, {}];
const FADING = { duration: 1_500, easing: "ease-out" };

/** Lights up the rows that changed where they stand. A reading that says the same keeps its objects. */
function useFlash<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  listKey: string | null,
  list: RefObject<HTMLDivElement | null>,
): void {
  const before = useRef<{ readonly listKey: string | null; readonly rows: ReadonlyMap<string, Row> }>(null);
  useEffect(() => {
    const earlier = before.current?.listKey === listKey ? before.current.rows : undefined;
    before.current = { listKey, rows: new Map(rows.map((row) => [idOf(row), row])) };
    if (!earlier || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const elements = list.current?.querySelectorAll("tbody tr") ?? [];
    for (const [index, row] of rows.entries()) {
      const was = earlier.get(idOf(row));
      if (was !== undefined && was !== row) elements[index]?.animate(LIT, FADING);
    }
  }, [rows, idOf, listKey, list]);
}
