/**
 * What a browser tab remembers of a request until it is answered (A03): its key and what was typed, so that a
 * reload or a second press after a lost answer asks for the same refund again and not for another one.
 */
export type Remembered = { readonly requestKey: string; readonly values: Readonly<Record<string, string>> };

/** Keys that led to a refund: a form that the browser brings back from its history must not reuse them. */
const answered = new Set<string>();

const keyOf = (place: string) => `refund-request:${place}`;

export function remember(place: string, request: Remembered): void {
  sessionStorage.setItem(keyOf(place), JSON.stringify(request));
}

export function recall(place: string): Remembered | null {
  const text = sessionStorage.getItem(keyOf(place));
  return text === null ? null : (JSON.parse(text) as Remembered);
}

/** The server has answered: a refusal leaves the key usable, a refund uses it up. */
export function forget(
  place: string,
  { requestKey, isUsed }: { readonly requestKey: string; readonly isUsed: boolean },
): void {
  sessionStorage.removeItem(keyOf(place));
  if (isUsed) answered.add(requestKey);
}

export function freshKey(offered: string): string {
  return answered.has(offered) ? crypto.randomUUID() : offered;
}
