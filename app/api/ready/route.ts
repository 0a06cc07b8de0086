import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { readReadiness, services } from "#lib/server.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { ready, ...parts } = await readReadiness(services());
  const body = { status: ready ? "ready" : "not_ready", ...parts };
  return Response.json(body, { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}

const others = methodNotAllowed("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };
