import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Result } from "#lib/domain/result.ts";
import { webEnv } from "#lib/env.ts";
import { maybeOperatorContext, type OperatorContext, services } from "#lib/server.ts";
import { readBody } from "./read-body.ts";

const MAX_BYTES = 20 * 1024 * 1024;

type Upload = {
  readonly context: OperatorContext;
  readonly bytes: Uint8Array;
  readonly query: URLSearchParams;
};

/** A file is larger than an action takes, so a page sends its bytes to a route of its own, and the service answers. */
export async function answerUpload<T>(
  request: Request,
  work: (upload: Upload) => Promise<Result<T, AppError>>,
): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().NEXTAUTH_URL)) return problemResponse({ code: "forbidden" });
  const context = await maybeOperatorContext();
  if (!context) return problemResponse({ code: "unauthorized" });
  try {
    const body = await readBody(request, { maxBytes: MAX_BYTES, deadlineMs: 60_000 });
    if (!body.ok) return problemResponse({ code: body.error });
    const report = await work({ context, bytes: body.value, query: new URL(request.url).searchParams });
    return report.ok
      ? Response.json(report.value, { headers: { "cache-control": "no-store" } })
      : problemResponse(report.error);
  } catch (error) {
    const eventId = newId();
    services().log.error({ err: error, eventId }, "An upload failed unexpectedly");
    return problemResponse({ code: "unavailable", detail: { eventId } });
  }
}
