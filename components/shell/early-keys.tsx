/** Keeps what is typed while the page is shown and does not listen yet; `takeEarlyKeys` hands it on. */
export function EarlyKeys({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and a script's text is not escaped.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: KEEP }} />;
}

// The browser's own meaning of Ctrl K would take the cursor away from the page.
const KEEP = `{
  const keys = [];
  const keep = (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) event.preventDefault();
    keys.push(event);
  };
  addEventListener("keydown", keep);
  window.takeEarlyKeys = () => {
    removeEventListener("keydown", keep);
    return keys.splice(0);
  };
}`;

/** Each key once; from the first call on, whoever called listens. */
export function takeEarlyKeys(): readonly KeyboardEvent[] {
  const { takeEarlyKeys: take } = window as Window & { readonly takeEarlyKeys?: () => readonly KeyboardEvent[] };
  return take?.() ?? [];
}
