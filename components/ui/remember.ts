/** Keeps a wish of this browser for a year, where the server sees it when it draws the next page. */
export function remember(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${cookie}=${value}; path=/; max-age=31536000; samesite=lax`;
}
