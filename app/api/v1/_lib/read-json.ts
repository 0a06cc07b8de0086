import type { z } from "zod";
import { readBody } from "#app/api/_lib/read-body.ts";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import type { Problem } from "#lib/contracts/problem.ts";
import type { FieldError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { repeatedKeys } from "./repeated-keys.ts";

const MAX_BYTES = 512 * 1024;

/** The body, read strictly: JSON in UTF-8, each name once, no field that the schema does not name. */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Result<z.infer<Schema>, Problem>> {
  if (!isJson(request.headers.get("content-type"))) return err({ code: "unsupported_media_type" });
  const body = await readBody(request, { maxBytes: MAX_BYTES });
  if (!body.ok) return err({ code: body.error });

  const value = parse(body.value);
  if (!value.ok) return invalid(value.error);
  const parsed = schema.safeParse(value.value);
  return parsed.success ? ok(parsed.data) : invalid(fieldErrorsOf(parsed.error));
}

/** As `readJson`, for the query of a GET. A parameter given twice is refused. */
export function readQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Result<z.infer<Schema>, Problem> {
  const query = new URL(request.url).searchParams;
  const names = [...query.keys()];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) return invalid(twice.map((field) => ({ field, message: "field_repeated" })));
  const broken = [...query].filter(([, value]) => value.includes("\0"));
  if (broken.length > 0) return invalid(broken.map(([field]) => ({ field, message: "text_unwelcome_characters" })));

  const parsed = schema.safeParse(Object.fromEntries(query));
  return parsed.success ? ok(parsed.data) : invalid(fieldErrorsOf(parsed.error));
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? "");
}

function parse(bytes: Buffer): Result<object, FieldError[]> {
  const broken = (message: string) => err([{ field: "", message }]);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return broken("not_utf8");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken("not_json");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return broken("not_an_object");
  const repeated = repeatedKeys(text);
  return repeated.length > 0 ? err(repeated.map((field) => ({ field, message: "field_repeated" }))) : ok(value);
}

function invalid(errors: readonly FieldError[]): Result<never, Problem> {
  return err({ code: "invalid_request", errors });
}
