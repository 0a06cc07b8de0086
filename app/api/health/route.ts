import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";

export const dynamic = "force-dynamic";

/** The process lives. Asks nobody, so that a database that is away does not get the web restarted. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}

const others = methodNotAllowed("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };
