export type Row = { readonly id: string };

export type Unique<T> = {
  readonly name: string;
  /** Null where the row is not in the index (a partial one). */
  readonly keyOf: (row: T) => string | null;
  /** No update ever changes it. */
  readonly isFixed?: boolean;
};

/** What holds for every row of a table whatever the code does: the walls of prisma/migrations. */
export type Walls<T> = {
  /** True once nothing happens to a row any more: it is no `living` one then, and never again. */
  readonly isOver?: (row: T) => boolean;
  readonly uniques?: readonly Unique<T>[];
  /** Throws where the row may not be written; `before` is missing on an insert. */
  readonly check?: (row: T, before: T | undefined) => void;
};

/** Committed rows, found by id, by the group they belong to and by what is unique about them. */
export class Table<T extends Row> {
  readonly name: string;
  readonly groupOf: (row: T) => string;
  readonly walls: Walls<T>;
  readonly rows = new Map<string, T>();
  readonly groups = new Map<string, Map<string, T>>();
  /** Those to which something may still happen, in the order in which they came. */
  readonly living = new Map<string, T>();
  readonly #holders = new Map<string, Map<string, string>>();

  constructor(name: string, groupOf: (row: T) => string, walls: Walls<T> = {}) {
    this.name = name;
    this.groupOf = groupOf;
    this.walls = walls;
    for (const { name } of walls.uniques ?? []) this.#holders.set(name, new Map());
  }

  /** The id of the row that has this entry in the index. */
  holderOf(index: string, key: string): string | undefined {
    return this.#holders.get(index)?.get(key);
  }

  /** Makes the rows of one transaction visible, all at once. */
  apply(rows: ReadonlyMap<string, T>): void {
    for (const row of rows.values()) this.#leaveEntries(this.rows.get(row.id), row);
    for (const row of rows.values()) {
      const [before, group] = [this.rows.get(row.id), this.groupOf(row)];
      if (before && this.groupOf(before) !== group) this.groups.get(this.groupOf(before))?.delete(row.id);
      this.#takeEntries(before, row);
      this.rows.set(row.id, row);
      if (this.walls.isOver?.(row)) this.living.delete(row.id);
      else this.living.set(row.id, row);
      const members = this.groups.get(group);
      if (members) members.set(row.id, row);
      else this.groups.set(group, new Map([[row.id, row]]));
    }
  }

  #leaveEntries(before: T | undefined, after: T): void {
    if (!before) return;
    for (const { name, isFixed, keyOf } of this.walls.uniques ?? []) {
      const old = isFixed ? null : keyOf(before);
      if (old !== null && old !== keyOf(after)) this.#holders.get(name)?.delete(old);
    }
  }

  #takeEntries(before: T | undefined, after: T): void {
    for (const { name, isFixed, keyOf } of this.walls.uniques ?? []) {
      const key = before && isFixed ? null : keyOf(after);
      if (key !== null) this.#holders.get(name)?.set(key, after.id);
    }
  }
}
