/** A place in this app to go on to after signing in, or null: another site's address never comes back (ASVS 3.7.2). */
export function ownPath(text: string | null | undefined): string | null {
  if (!text || text.length > 500 || !text.startsWith("/") || /[\\\p{Cc}]/u.test(text)) return null;
  const url = new URL(text, "http://own.invalid");
  if (url.origin !== "http://own.invalid" || url.pathname.startsWith("//")) return null;
  if (/^\/(api|sign-in|invite|_next)(\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search;
}
