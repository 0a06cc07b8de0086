import { type AppError, ERROR_CODES, type ErrorCode } from "#lib/domain/error-codes.ts";
import { fieldSentence } from "./messages-en.ts";

/** What HTTP itself refuses, beside the codes of the domain. */
export const HTTP_CODES = {
  method_not_allowed: [405, "This address does not answer this method. The header Allow names those it does."],
  payload_too_large: [413, "The body is larger than this address takes."],
  request_timeout: [408, "The body did not arrive in time. Send it again."],
  unsupported_media_type: [415, "Send the body as application/json."],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ProblemCode = ErrorCode | keyof typeof HTTP_CODES;

export const PROBLEM_CODES: Readonly<Record<ProblemCode, readonly [status: number, sentence: string]>> = {
  ...ERROR_CODES,
  ...HTTP_CODES,
};

export type Problem = Omit<AppError, "code"> & { readonly code: ProblemCode };

/** A body of thousands of wrong fields is not answered with thousands of sentences. */
const MOST_ERRORS = 50;

/** An error as `application/problem+json` (RFC 9457). What the service tells beside (`detail`) becomes members of its own. */
export function problemResponse(
  { code, errors, detail }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const [status, sentence] = PROBLEM_CODES[code];
  const body = {
    ...detail,
    type: `/api/v1/docs#${code}`,
    title: titleOf(code),
    status,
    code,
    detail: sentence,
    ...(errors && {
      errors: errors.slice(0, MOST_ERRORS).map(({ field, message }) => ({ field, message: fieldSentence(message) })),
    }),
  };
  return new Response(JSON.stringify(body, bigintAsText), {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

function titleOf(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
