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
  readonly #entries = new Map<string, string>();

  constructor(name: string, groupOf: (row: T) => string, walls: Walls<T> = {}) {
    this.name = name;
    this.groupOf = groupOf;
    this.walls = walls;
  }

  holderOf(unique: Unique<T>, key: string): string | undefined {
    return this.#entries.get(`${unique.name}|${key}`);
  }

  /** Makes the rows of one transaction visible, all at once. */
  apply(rows: ReadonlyMap<string, T>): void {
    for (const row of rows.values()) this.#index(this.rows.get(row.id), row, (key) => this.#entries.delete(key), true);
    for (const row of rows.values()) {
      const [before, group] = [this.rows.get(row.id), this.groupOf(row)];
      if (before && this.groupOf(before) !== group) this.groups.get(this.groupOf(before))?.delete(row.id);
      this.#index(before, row, (key) => this.#entries.set(key, row.id), false);
      this.rows.set(row.id, row);
      const members = this.groups.get(group) ?? new Map<string, T>();
      this.groups.set(group, members.set(row.id, row));
    }
  }

  /** The entries that the row leaves, or those that it takes. */
  #index(before: T | undefined, after: T, change: (entry: string) => void, leaves: boolean): void {
    for (const unique of this.walls.uniques ?? []) {
      if (before && unique.isFixed) continue;
      const [old, key] = [before ? unique.keyOf(before) : null, unique.keyOf(after)];
      const entry = leaves ? old : key;
      if (old !== key && entry !== null) change(`${unique.name}|${entry}`);
    }
  }
}
