import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { readBody } from "#app/api/_lib/read-body.ts";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { type ExportSubject, exportSubjectSchema, START_EXPORT } from "#lib/contracts/exports.ts";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Result } from "#lib/domain/result.ts";
import { webEnv } from "#lib/env.ts";
import { exportOrders, exportRefunds, maybeOperatorContext, type OperatorContext, services } from "#lib/server.ts";

type Params = { readonly params: Promise<{ readonly subject: string }> };
type File = { readonly name: string; readonly chunks: AsyncGenerator<Uint8Array, void> };

/** The form of the export page posts here, because a reason has no place in an address; the answer is the file. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().NEXTAUTH_URL)) return problemResponse({ code: "forbidden" });
  const context = await maybeOperatorContext();
  if (!context) return problemResponse({ code: "unauthorized" });
  const subject = parseSearch(exportSubjectSchema, (await params).subject);
  if (!subject.ok) return problemResponse({ code: "not_found" });
  const body = await readBody(request, { maxBytes: 16_384, deadlineMs: 10_000 });
  if (!body.ok) return problemResponse({ code: body.error });

  const asked = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body.value)));
  try {
    const file = await start(context, subject.value, asked, request.signal);
    return file.ok ? download(file.value) : backToForm(subject.value, asked, file.error);
  } catch (error) {
    const eventId = newId();
    services().log.error({ err: error, eventId }, "An export could not begin");
    return problemResponse({ code: "unavailable", detail: { eventId } });
  }
}

async function start(
  context: OperatorContext,
  subject: ExportSubject,
  asked: unknown,
  signal: AbortSignal,
): Promise<Result<File, AppError>> {
  const input = parseSearch(START_EXPORT[subject], asked);
  if (!input.ok) return input;
  const exporting = { ...context, databaseUrl: webEnv().DATABASE_URL };
  return subject === "refunds"
    ? exportRefunds(exporting, input.value, signal)
    : exportOrders(exporting, input.value, signal);
}

/** Read no faster than it is taken. What ends early ends as a broken download, never as a shorter file. */
function download({ name, chunks }: File): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}

function backToForm(subject: ExportSubject, asked: Record<string, string>, { code }: AppError): Response {
  const search = searchWith(pickSearch(asked, ["q", ...FILTERS[subject]]), { problem: code });
  return new Response(null, { status: 303, headers: { location: `/exports/${subject}?${search}` } });
}

const others = methodNotAllowed("POST");

export { others as DELETE, others as GET, others as PATCH, others as PUT };
