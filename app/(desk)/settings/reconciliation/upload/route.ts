import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { readBody } from "#app/api/_lib/read-body.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { newId } from "#lib/domain/ids.ts";
import { webEnv } from "#lib/env.ts";
import { compareExtract, maybeOperatorContext, services } from "#lib/server.ts";

const MAX_BYTES = 20 * 1024 * 1024;

/** A file is larger than an action takes, so the page sends its bytes here: `?account=…&name=…`. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().NEXTAUTH_URL)) return problemResponse({ code: "forbidden" });
  const context = await maybeOperatorContext();
  if (!context) return problemResponse({ code: "unauthorized" });
  try {
    const csv = await readBody(request, { maxBytes: MAX_BYTES, deadlineMs: 60_000 });
    if (!csv.ok) return problemResponse({ code: csv.error });
    const { searchParams } = new URL(request.url);
    const gatewayAccountId = searchParams.get("account") ?? "";
    const report = await compareExtract(context, {
      gatewayAccountId,
      csv: csv.value,
      fileName: searchParams.get("name") ?? "",
    });
    return report.ok
      ? Response.json(report.value, { headers: { "cache-control": "no-store" } })
      : problemResponse(report.error);
  } catch (error) {
    const eventId = newId();
    services().log.error({ err: error, eventId }, "A comparison failed unexpectedly");
    return problemResponse({ code: "unavailable", detail: { eventId } });
  }
}

const others = methodNotAllowed("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };
