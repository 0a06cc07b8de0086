"use server";

import { publicFormAction } from "#lib/actions/public-action.ts";
import { homeOf } from "#lib/auth/home-of.ts";
import { ownPath } from "#lib/auth/own-path.ts";
import { rememberPreferences, rememberSession } from "#lib/auth/remember-session.ts";
import { signInSchema } from "#lib/contracts/people.ts";
import { ok } from "#lib/domain/result.ts";
import { maybeOperatorContext, signIn, signOut } from "#lib/server.ts";

export const signInAction = publicFormAction({
  name: "session.sign_in",
  input: signInSchema,
  async run(services, { callbackUrl, ...input }, from) {
    const signedIn = await signIn(services, input, from);
    if (!signedIn.ok) return signedIn;

    // Whoever was signed in here before is signed out; the new session has a new ID (K09).
    const before = await maybeOperatorContext();
    if (before) await signOut(services, { id: before.sessionId, operator: before.operator });
    const { sid, operator } = signedIn.value;
    await rememberSession(sid);
    await rememberPreferences(operator);
    return ok({ next: ownPath(callbackUrl) ?? homeOf(operator.role) });
  },
  redirectTo: ({ next }) => next,
});
