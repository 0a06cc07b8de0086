import { useRef, useState } from "react";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";

export type Selection = {
  /** Rows of this page that can be chosen. */
  readonly eligible: readonly ApprovalRowDto[];
  /** The chosen ones, as they were when they were chosen and still are. */
  readonly chosen: readonly ApprovalRowDto[];
  /** Chosen, and changed or gone since: what was seen is not what is there. */
  readonly lost: readonly ApprovalRowDto[];
  readonly has: (id: string) => boolean;
  /** With `toHere` all from the row that was chosen last. */
  readonly toggle: (row: ApprovalRowDto, toHere: boolean) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

/** Which of the rows on this page are chosen to be approved at once. Only what can be seen and approved ever is. */
export function useSelection(rows: readonly ApprovalRowDto[]): Selection {
  const [seen, setSeen] = useState<readonly ApprovalRowDto[]>([]);
  const lastId = useRef<string | null>(null);
  const eligible = rows.filter((row) => row.approve.may);
  const isSame = (one: ApprovalRowDto) =>
    eligible.some((row) => row.id === one.id && row.sealedHash === one.sealedHash);
  const chosen = seen.filter(isSame);
  const has = (id: string) => chosen.some((row) => row.id === id);
  return {
    eligible,
    chosen,
    lost: seen.filter((row) => !isSame(row)),
    has,
    toggle: (row, toHere) => {
      const range = toHere ? between(eligible, lastId.current, row.id) : [row];
      const isWanted = toHere || !has(row.id);
      const others = chosen.filter((one) => range.every(({ id }) => id !== one.id));
      lastId.current = row.id;
      setSeen(isWanted ? inOrder(eligible, [...others, ...range]) : others);
    },
    toggleAll: () => setSeen(chosen.length === eligible.length ? [] : eligible),
    clear: () => setSeen([]),
  };
}

function between(rows: readonly ApprovalRowDto[], fromId: string | null, toId: string): readonly ApprovalRowDto[] {
  const to = rows.findIndex(({ id }) => id === toId);
  const from = rows.findIndex(({ id }) => id === fromId);
  return from < 0 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
}

function inOrder(rows: readonly ApprovalRowDto[], chosen: readonly ApprovalRowDto[]): readonly ApprovalRowDto[] {
  return rows.filter((row) => chosen.some(({ id }) => id === row.id));
}
