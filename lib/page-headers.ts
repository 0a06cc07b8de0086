import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The headers of every answer, set before Next.js sees the request. They guard nothing by leaving something out: every
 * page, action and route asks for its session itself.
 */
export function setPageHeaders(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = addressOf(request);
  response.setHeader("X-Content-Type-Options", "nosniff");
  // What a build has named by its content may be kept for ever, as Next.js says itself.
  if (pathname.startsWith("/_next/static/")) return;

  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  // Next.js reads the nonce from here; a client's own words are overwritten (K07).
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  request.headers["x-path"] = pathname + search;

  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of FIXED) response.setHeader(name, value);
  // Compressing would cost each event stream a quarter of a megabyte.
  response.setHeader("Cache-Control", pathname === "/api/live" ? `${PRIVATE}, no-transform` : PRIVATE);
  if (request.headers["x-forwarded-proto"] === "https")
    response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

const PRIVATE = "private, no-store";

const FIXED = [
  // Not `no-referrer`: it makes browsers send `Origin: null` with a plain form, which our actions refuse.
  ["Referrer-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"],
] as const;

/** Next's own mark on what it asks for in the background is no part of the page's address. */
function addressOf({ url = "/" }: IncomingMessage): { readonly pathname: string; readonly search: string } {
  const [pathname = "/", query = ""] = url.split("?", 2);
  const search = query
    .split("&")
    .filter((part) => part !== "" && !part.startsWith("_rsc="))
    .join("&");
  return { pathname, search: search && `?${search}` };
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
