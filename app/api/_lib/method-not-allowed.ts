import { problemResponse } from "#lib/contracts/problem.ts";

/** The handler of every method that an address does not answer. */
export function methodNotAllowed(allow: string): () => Response {
  return () => problemResponse({ code: "method_not_allowed" }, { allow });
}

/** The handler of OPTIONS. Left to itself, Next.js also names the methods that are only there to be refused. */
export function tellMethods(allow: string): () => Response {
  const answered = [...allow.split(", "), "OPTIONS", ...(allow.includes("GET") ? ["HEAD"] : [])].sort();
  return () => new Response(null, { status: 204, headers: { allow: answered.join(", ") } });
}
