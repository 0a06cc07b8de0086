import { LIST_MEMORY } from "#components/ui/row-links.tsx";

/** Chooses a row; nothing is typed into it. */
const BOX = "input[data-select]";

/** While a dialog asks something, only its own keys count. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    (target instanceof Element && target.closest(`input:not(${BOX}), textarea, select, [contenteditable]`) !== null) ||
    document.querySelector("[role=dialog]") !== null
  );
}

/** Presses the first such button that can be seen and pressed; a field gets the cursor. */
export function press(selector: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(`main ${selector}, header ${selector}`)].find(
    (element) => element.checkVisibility() && !element.matches(":disabled"),
  );
  if (found instanceof HTMLInputElement) found.focus();
  else found?.click();
  return found !== undefined;
}

/** The next or the previous row of the list; the first one where none has the focus. */
export function walk(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("a[data-row-link]")].filter((row) =>
    row.checkVisibility(),
  );
  const current = rowUnderCursor();
  const next = rows[current ? rows.indexOf(current) + step : 0];
  next?.focus();
  return next !== undefined;
}

/** The link of the row in which the focus is: on the link itself, or on the box that chooses the row. */
export function rowUnderCursor(): HTMLAnchorElement | null {
  const focused = document.activeElement?.closest<HTMLElement>(`a[data-row-link], ${BOX}`);
  return focused?.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-row-link]") ?? null;
}

/** As a press on the row's box does it; with `toHere` all rows from the one that was chosen last. */
export function chooseRow(toHere: boolean): boolean {
  const box = rowUnderCursor()?.closest("tr")?.querySelector(`${BOX}:not(:disabled)`);
  return box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: toHere })) ?? false;
}

/** What stood before or after this page in the list by which somebody came here. */
export function neighbour(step: 1 | -1): string | undefined {
  const list: unknown = JSON.parse(sessionStorage.getItem(LIST_MEMORY) ?? "[]");
  if (!Array.isArray(list)) return undefined;
  const at = list.indexOf(location.pathname + location.search);
  const next: unknown = at < 0 ? undefined : list[at + step];
  return typeof next === "string" ? next : undefined;
}

/** Ctrl Enter, from any field of a form, as its own button does it. */
export function submitForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  const button = form?.querySelector<HTMLButtonElement>("button[type=submit]:not(:disabled)");
  button?.click();
  return button !== null && button !== undefined;
}

export async function copyLink(): Promise<void> {
  await navigator.clipboard.writeText(location.href);
}
