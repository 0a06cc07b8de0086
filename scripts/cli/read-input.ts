import { readFileSync } from "node:fs";
import type { z } from "zod";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import { appError } from "#lib/domain/error-codes.ts";
import { CommandError, sentenceOf } from "./run.ts";

/** The text of a file; `-` is the standard input. */
export function readInput(file: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

export function readJsonInput(file: string): unknown {
  try {
    return JSON.parse(readInput(file).toString("utf8"));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file} is not valid JSON.`);
  }
}

/** What the schema makes of the input, or one line that names the wrong fields. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new CommandError(sentenceOf(appError("invalid_request", { errors: fieldErrorsOf(parsed.error) })));
}
