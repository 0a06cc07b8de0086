/** A place in a list that is ordered by time and ID, newest first, and the direction to read from there. */
export type Cursor = { readonly direction: "older" | "newer"; readonly at: Date; readonly id: string };

export function writeCursor({ direction, at, id }: Cursor): string {
  return Buffer.from(`${direction === "older" ? "o" : "n"}${at.getTime()}_${id}`, "utf8").toString("base64url");
}

/** Null for text that no list of ours has made. */
export function readCursor(text: string): Cursor | null {
  const match = /^([on])(\d{1,15})_([0-9a-f-]{36})$/.exec(Buffer.from(text, "base64url").toString("utf8"));
  if (!match?.[2] || !match[3]) return null;
  return { direction: match[1] === "o" ? "older" : "newer", at: new Date(Number(match[2])), id: match[3] };
}

type Placed = { readonly at: Date; readonly id: string };

/**
 * Makes a page of rows that were read in the cursor's direction, with one more than asked for: that one only tells
 * that there are more.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  {
    limit,
    cursor,
    place,
    item,
  }: {
    readonly limit: number;
    readonly cursor: Cursor | null;
    readonly place: (row: Row) => Placed;
    readonly item: (row: Row) => Item;
  },
): { readonly items: Item[]; readonly next: string | null; readonly previous: string | null } {
  const backwards = cursor?.direction === "newer";
  const more = rows.length > limit;
  const shown = backwards ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
  const [first] = shown;
  const last = shown.at(-1);
  const hasOlder = backwards || more;
  const hasNewer = backwards ? more : cursor !== null;
  return {
    items: shown.map(item),
    next: last && hasOlder ? writeCursor({ direction: "older", ...place(last) }) : null,
    previous: first && hasNewer ? writeCursor({ direction: "newer", ...place(first) }) : null,
  };
}
