import { PROBLEM_CODES, type Problem, problemResponse } from "#lib/contracts/problem.ts";
import { newId } from "#lib/domain/ids.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { authenticateApiKey, services } from "#lib/server.ts";
import type { AppContext } from "#lib/services/context.ts";
import { secondsToWait } from "./rate-limit.ts";

export type ApiAnswer = { readonly status: number; readonly body: unknown; readonly location?: string };
export type ApiResult = Result<ApiAnswer, Problem>;

/** The one frame of every call of the API: key, limit, use case, answer. The use case asks for the permission itself. */
export function apiRoute(
  run: (context: AppContext, request: Request) => Promise<ApiResult>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const context = await authenticated(request);
      const result = context.ok ? await run(context.value, request) : context;
      return result.ok ? answer(result.value) : refusal(result.error);
    } catch (error) {
      const eventId = newId();
      services().log.error({ err: error, eventId }, "A call of the API failed unexpectedly");
      return problemResponse({ code: "unavailable", detail: { eventId } }, { "retry-after": "2" });
    }
  };
}

/** What a service answered, as an answer of the API. */
export function answering<T>(result: Result<T, Problem>, toAnswer: (value: T) => ApiAnswer): ApiResult {
  return result.ok ? ok(toAnswer(result.value)) : result;
}

async function authenticated(request: Request): Promise<Result<AppContext, Problem>> {
  const operator = await authenticateApiKey(services(), request.headers.get("authorization"));
  if (!operator.ok) return operator;
  const wait = secondsToWait(actorOf(operator.value));
  return wait === null
    ? ok({ ...services(), operator: operator.value })
    : err({ code: "rate_limited", detail: { retryAfterSeconds: wait } });
}

function answer({ status, body, location }: ApiAnswer): Response {
  const headers = { "cache-control": "no-store", "content-type": "application/json", ...(location && { location }) };
  return new Response(JSON.stringify(body), { status, headers });
}

function refusal(given: Problem): Response {
  const problem = asDocumented(given);
  if (problem.code === "unauthorized") return problemResponse(problem, { "www-authenticate": "Bearer" });
  const wait = problem.detail?.retryAfterSeconds;
  return problemResponse(problem, wait === undefined ? {} : { "retry-after": String(wait) });
}

/**
 * Pages have a code of their own for some wrong inputs; the API's promise is one code, with the fields. An account
 * that the body names and that is not there is a wrong input too, not a missing address.
 */
function asDocumented({ code, errors = [], detail }: Problem): Problem {
  const isInput = PROBLEM_CODES[code][0] === 400 || code === "gateway_account_not_found";
  if (!isInput) return { code, errors: errors.length > 0 ? errors : undefined, detail };
  return { code: "invalid_request", errors: errors.length > 0 ? errors : [{ field: "", message: code }], detail };
}
