import type { RequestOrigin } from "#lib/services/people/create-session.ts";

/**
 * Where a request came from. The last forwarded address is the one that the nearest proxy (or Next.js itself) wrote;
 * those before it are whatever the client claimed.
 */
export function requestOrigin(headers: Pick<Headers, "get">): RequestOrigin {
  const ip = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
  return { ip: ip?.slice(0, 60) ?? null, userAgent: headers.get("user-agent") };
}
