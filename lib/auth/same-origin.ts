/**
 * Did our own page send this? `Origin` must be there and equal our public origin or the host that was asked.
 * Next.js compares too, but lets a missing header pass (K04); forwarded hosts are not believed.
 */
export function isSameOrigin(headers: Pick<Headers, "get">, publicOrigin: string): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  if (origin === new URL(publicOrigin).origin) return true;
  return new URL(origin).host === headers.get("host");
}
