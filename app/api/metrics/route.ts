import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { readMetrics, services } from "#lib/server.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  try {
    const text = await readMetrics(services());
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
    });
  } catch (error) {
    services().log.warn({ err: error }, "The metrics could not be read");
    return problemResponse({ code: "unavailable" });
  }
}

const others = methodNotAllowed("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };
