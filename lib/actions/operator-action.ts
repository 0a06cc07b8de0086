import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import type { FormState } from "#lib/contracts/form.ts";
import type { ActionResult } from "#lib/contracts/views.ts";
import { webEnv } from "#lib/env.ts";
import { maybeOperatorContext, type OperatorContext, services } from "#lib/server.ts";
import { formValues, readForm } from "./form.ts";
import { type ActionDefinition, type ActionRequest, runAction } from "./run-action.ts";

type Definition<Schema extends z.ZodType, T> = ActionDefinition<OperatorContext, Schema, T>;

/**
 * The one builder of server actions: origin, session, permission, schema, service. The audit is written by the
 * service, in the transaction of the change.
 */
export function operatorAction<Schema extends z.ZodType, T>(
  definition: Definition<Schema, T>,
): (input: z.input<Schema>) => Promise<ActionResult<T>> {
  return async (input) => runAction(definition, await currentRequest(), input);
}

/** What a form adds: how its fields become the input, and where success leads. */
type FormDefinition<Schema extends z.ZodType, T> = Definition<Schema, T> & {
  readonly read?: (form: FormData) => unknown;
  readonly redirectTo?: (value: T) => string;
};

/**
 * The same for a plain `<form>` with `useActionState`: works without JavaScript, and gives back what was typed
 * (but no password), so that a refusal loses nothing. Success draws the page anew around the form.
 */
export function operatorFormAction<Schema extends z.ZodType, T>(
  definition: FormDefinition<Schema, T>,
): (state: FormState<T>, form: FormData) => Promise<FormState<T>> {
  return async (_state, form) => {
    const result = await runAction(definition, await currentRequest(), (definition.read ?? readForm)(form));
    if (result.ok && definition.redirectTo) redirect(definition.redirectTo(result.value));
    if (result.ok) refresh();
    return { result, values: formValues(form) };
  };
}

async function currentRequest(): Promise<ActionRequest<OperatorContext>> {
  return {
    isSameOrigin: isSameOrigin(await headers(), webEnv().NEXTAUTH_URL),
    context: maybeOperatorContext,
    log: services().log,
  };
}
