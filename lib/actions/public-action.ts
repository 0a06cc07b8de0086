import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { requestOrigin } from "#lib/auth/request-origin.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import type { FormState } from "#lib/contracts/form.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, type Result } from "#lib/domain/result.ts";
import { webEnv } from "#lib/env.ts";
import { type Services, services } from "#lib/server.ts";
import type { RequestOrigin } from "#lib/services/people/create-session.ts";
import { formValues, readForm } from "./form.ts";
import { answer, readInput } from "./run-action.ts";

type PublicDefinition<Schema extends z.ZodType, T> = {
  readonly name: string;
  readonly input: Schema;
  readonly run: (services: Services, input: z.infer<Schema>, from: RequestOrigin) => Promise<Result<T, AppError>>;
  readonly redirectTo: (value: T) => string;
};

/** The builder for who has no session yet: signing in, and choosing a password by a one-time link. */
export function publicFormAction<Schema extends z.ZodType, T>(
  definition: PublicDefinition<Schema, T>,
): (state: FormState<T>, form: FormData) => Promise<FormState<T>> {
  return async (_state, form) => {
    const asked = await headers();
    const result = await answer(services().log, definition.name, async () => {
      if (!isSameOrigin(asked, webEnv().NEXTAUTH_URL)) return err(appError("forbidden"));
      const input = readInput(definition.input, readForm(form));
      return input.ok ? definition.run(services(), input.value, requestOrigin(asked)) : input;
    });
    if (result.ok) redirect(definition.redirectTo(result.value));
    return { result, values: formValues(form) };
  };
}
