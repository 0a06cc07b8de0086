import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { readBody } from "#app/api/_lib/read-body.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { newId } from "#lib/domain/ids.ts";
import { webEnv } from "#lib/env.ts";
import { importOrders, maybeOperatorContext, services } from "#lib/server.ts";

const MAX_BYTES = 20 * 1024 * 1024;

/** A file is larger than an action takes, so the import page sends its bytes here: `?dryRun=true` stores nothing. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().NEXTAUTH_URL)) return problemResponse({ code: "forbidden" });
  const context = await maybeOperatorContext();
  if (!context) return problemResponse({ code: "unauthorized" });
  try {
    const csv = await readBody(request, { maxBytes: MAX_BYTES, deadlineMs: 60_000 });
    if (!csv.ok) return problemResponse({ code: csv.error });
    const dryRun = new URL(request.url).searchParams.get("dryRun") !== "false";
    const report = await importOrders(context, { csv: csv.value, dryRun });
    return report.ok
      ? Response.json(report.value, { headers: { "cache-control": "no-store" } })
      : problemResponse(report.error);
  } catch (error) {
    const eventId = newId();
    services().log.error({ err: error, eventId }, "An import failed unexpectedly");
    return problemResponse({ code: "unavailable", detail: { eventId } });
  }
}

const others = methodNotAllowed("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };
