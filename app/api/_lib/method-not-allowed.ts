import { problemResponse } from "#lib/contracts/problem.ts";

/** The handler of every method that an address does not answer. */
export function methodNotAllowed(allow: string): () => Response {
  return () => problemResponse({ code: "method_not_allowed" }, { allow });
}
