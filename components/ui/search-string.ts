export type SearchChange = Readonly<Record<string, string | null | undefined>>;

/** A search part with some values changed; empty ones go. Names stand in one order, so that equal searches are equal texts. */
export function searchWith(search: string | URLSearchParams, change: SearchChange): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  next.sort();
  return next.toString();
}

/** Only these names of a page's search, as Next.js hands them over; repeated ones count once. */
export function pickSearch(
  given: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): string {
  const picked = names.map((name) => [name, [given[name]].flat()[0]] as const);
  return searchWith("", Object.fromEntries(picked));
}
