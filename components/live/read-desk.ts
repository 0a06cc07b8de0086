/** What the desk answered instead of data: 401, 403, 404, or trouble of its own. */
export class DeskError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The desk answered ${status}`);
    this.status = status;
  }
}

/** Sent when a person has just clicked or typed: what a page asks on its own must not keep an abandoned desk open. */
export const PERSON_IS_HERE = "x-person-is-here";

/** Asks one of the desk's own routes. An ended session leads to the sign-in page and back here. */
export async function readDesk<T>(path: string, signal: AbortSignal): Promise<T> {
  const headers = new Headers({ accept: "application/json" });
  if (navigator.userActivation?.isActive) headers.set(PERSON_IS_HERE, "1");
  const response = await fetch(path, { signal, headers });
  if (response.status === 401) signInAgain();
  if (!response.ok) throw new DeskError(response.status);
  return (await response.json()) as T;
}

function signInAgain(): void {
  // A form that is being filled in keeps its text: its own answer says that the session has ended.
  if (document.querySelector("form[data-keep]")) return;
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
}
