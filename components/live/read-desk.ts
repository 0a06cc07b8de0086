/** What the desk answered instead of data: 401, 403, 404, or trouble of its own. */
export class DeskError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The desk answered ${status}`);
    this.status = status;
  }
}

/** Asks one of the desk's own routes. An ended session leads to the sign-in page and back here. */
export async function readDesk<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (response.status === 401) signInAgain();
  if (!response.ok) throw new DeskError(response.status);
  return (await response.json()) as T;
}

function signInAgain(): void {
  // A form that is being filled in keeps its text: its own answer says that the session has ended.
  if (document.querySelector("form[data-keep]")) return;
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
}
