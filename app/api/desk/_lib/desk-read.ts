import { PERSON_IS_HERE } from "#components/live/read-desk.ts";
import { type AppError, appError, ERROR_CODES } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Result } from "#lib/domain/result.ts";
import { maybeOperatorContext, type OperatorContext, services } from "#lib/server.ts";

type Reading<Params> = (
  context: OperatorContext,
  ask: { readonly params: Params; readonly search: Readonly<Record<string, string>> },
) => Promise<Result<unknown, AppError>>;

/**
 * A reading of the desk's own pages: session, service, JSON. The service asks for the permission. Commands never
 * come this way; they are server actions.
 */
export function deskRead<Params = object>(read: Reading<Params>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const context = await maybeOperatorContext({ isActivity: request.headers.has(PERSON_IS_HERE) });
    if (!context) return refused(appError("unauthorized"));
    try {
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const result = await read(context, { params: await params, search });
      return result.ok ? Response.json(result.value) : refused(result.error);
    } catch (error) {
      const eventId = newId();
      services().log.error(
        { err: error, eventId, path: new URL(request.url).pathname },
        "A reading failed unexpectedly",
      );
      return refused(appError("unavailable"), eventId);
    }
  };
}

function refused({ code, errors = [] }: AppError, eventId?: string): Response {
  const [status, sentence] = ERROR_CODES[code];
  return Response.json({ code, sentence, errors, eventId }, { status });
}
