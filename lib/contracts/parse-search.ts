import type { z } from "zod";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { fieldErrorsOf } from "./field-errors.ts";

/** The search part of an address as a use case takes it. */
export function parseSearch<Schema extends z.ZodType>(
  schema: Schema,
  search: unknown,
): Result<z.infer<Schema>, AppError> {
  const parsed = schema.safeParse(search);
  return parsed.success ? ok(parsed.data) : err(appError("invalid_request", { errors: fieldErrorsOf(parsed.error) }));
}
