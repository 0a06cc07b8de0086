import type { Logger } from "pino";
import type { z } from "zod";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import type { ActionResult } from "#lib/contracts/views.ts";
import { type AppError, appError, ERROR_CODES } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, may } from "#lib/services/context.ts";

/** `own-account` is what every signed-in person may do with what is theirs. */
type ActionPermission = Permission | "own-account";

export type ActionDefinition<Context extends AppContext, Schema extends z.ZodType, T> = {
  readonly name: string;
  readonly permission: ActionPermission;
  /** Strict: a field that it does not name is refused (K13). */
  readonly input: Schema;
  readonly run: (context: Context, input: z.infer<Schema>) => Promise<Result<T, AppError>>;
};

/** What the request itself proves. */
export type ActionRequest<Context> = {
  readonly isSameOrigin: boolean;
  readonly context: () => Promise<Context | null>;
  readonly log: Logger;
};

/** Origin, session, permission, schema, service, in this order. */
export async function runAction<Context extends AppContext, Schema extends z.ZodType, T>(
  definition: ActionDefinition<Context, Schema, T>,
  request: ActionRequest<Context>,
  raw: unknown,
): Promise<ActionResult<T>> {
  return answer(request.log, definition.name, async () => {
    if (!request.isSameOrigin) return err(appError("forbidden"));
    const context = await request.context();
    if (!context) return err(appError("unauthorized"));
    const { permission } = definition;
    if (permission !== "own-account" && !may(context.operator, permission)) return err(appError("forbidden"));

    const input = readInput(definition.input, raw);
    return input.ok ? definition.run(context, input.value) : input;
  });
}

/** Turns a service's answer, or its crash, into what the browser may see: nothing of a stranger's error. */
export async function answer<T>(
  log: Logger,
  name: string,
  run: () => Promise<Result<T, AppError>>,
): Promise<ActionResult<T>> {
  try {
    const result = await run();
    return result.ok ? { ok: true, value: result.value } : refused(result.error);
  } catch (error) {
    const eventId = newId();
    log.error({ err: error, eventId, action: name }, "An action failed unexpectedly");
    return { ...refused(appError("unavailable")), eventId };
  }
}

export function readInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): Result<z.infer<Schema>, AppError> {
  const parsed = schema.safeParse(raw);
  return parsed.success ? ok(parsed.data) : err(appError("invalid_request", { errors: fieldErrorsOf(parsed.error) }));
}

function refused(error: AppError): Extract<ActionResult<never>, { ok: false }> {
  const { code, errors = [], detail = {} } = error;
  return { ok: false, code, sentence: ERROR_CODES[code][1], errors, detail, eventId: null };
}
