import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";

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

/** The cursor of a list that was asked for, null for its beginning. */
export function openCursor(text: string | undefined): Result<Cursor | null, AppError> {
  const cursor = text ? readCursor(text) : null;
  if (!text || cursor) return ok(cursor);
  return err(appError("invalid_request", { errors: [{ field: "cursor", message: "cursor_unreadable" }] }));
}

export type Placed = { readonly at: Date; readonly id: string };
type Page<Item> = {
  readonly items: Item[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly walkedTo?: string;
};

/**
 * Makes a page of rows that were read in the cursor's direction, with one more than asked for: that one only tells
 * that there are more. `end` is where the reading stopped before it was through.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  {
    limit,
    cursor,
    place,
    item,
    end = null,
  }: {
    readonly limit: number;
    readonly cursor: Cursor | null;
    readonly place: (row: Row) => Placed;
    readonly item: (row: Row) => Item;
    readonly end?: Placed | null;
  },
): Page<Item> {
  const isBackwards = cursor?.direction === "newer";
  const { read, before, after } = cutPage(rows, { limit, isBackwards, from: cursor, place, end });
  return {
    items: read.map(item),
    next: after && writeCursor({ ...after, direction: "older" }),
    previous: before && writeCursor({ ...before, direction: "newer" }),
    ...(end && rows.length <= limit && { walkedTo: end.at.toISOString() }),
  };
}

/** What to show of rows that were read from a place on, in the list's order, and the places before and after it. */
export function cutPage<Row, Place>(
  rows: readonly Row[],
  {
    limit,
    isBackwards,
    from,
    place,
    end = null,
  }: {
    readonly limit: number;
    readonly isBackwards: boolean;
    readonly from: Place | null;
    readonly place: (row: Row) => Place;
    readonly end?: Place | null;
  },
): { readonly read: readonly Row[]; readonly before: Place | null; readonly after: Place | null } {
  const read = rows.slice(0, limit);
  const [first, last] = [read[0], read.at(-1)];
  const ahead = rows.length > limit && last ? place(last) : end;
  const behind = from && (first ? place(first) : from);
  return isBackwards
    ? { read: read.toReversed(), before: ahead, after: behind }
    : { read, before: behind, after: ahead };
}
