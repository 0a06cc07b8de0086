import type { z } from "zod";
import type { FieldError } from "#lib/domain/error-codes.ts";

/**
 * What is wrong with an input, field by field, as keys of sentences (`messages-en.ts`, `messages/`). A key may name
 * a limit after a colon, e.g. `too_long:100`. `within` is put before each path.
 */
export function fieldErrorsOf(error: z.ZodError, within: readonly string[] = []): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = [...within, ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "field_unknown" }));
    }
    return [{ field: path.join("."), message: keyOf(issue, path.at(-1) ?? "") }];
  });
}

type Issue = z.ZodError["issues"][number];

function keyOf(issue: Issue, name: string): string {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue, name);
    case "too_big":
      return issue.origin === "string" && isDefault(issue)
        ? `too_long:${issue.maximum}`
        : defaultOr(issue, `too_many:${issue.maximum}`);
    case "too_small":
      return issue.origin === "string" && isDefault(issue)
        ? "field_empty"
        : defaultOr(issue, `too_few:${issue.minimum}`);
    case "invalid_format":
      return defaultOr(issue, `format:${issue.format}`);
    default:
      return issue.message;
  }
}

function wrongType(issue: Extract<Issue, { code: "invalid_type" }>, name: string): string {
  if (!isDefault(issue)) return issue.message;
  if (issue.message.endsWith("received undefined")) return "field_missing";
  if (issue.expected === "string" && /amount$/i.test(name)) return "amount_not_text";
  return `expected:${issue.expected}`;
}

function defaultOr(issue: Issue, key: string): string {
  return isDefault(issue) ? key : issue.message;
}

/** Our own schemas name keys (`reason_missing`); zod's own words begin with a capital letter. */
function isDefault(issue: Issue): boolean {
  return /^[A-Z]/.test(issue.message);
}
