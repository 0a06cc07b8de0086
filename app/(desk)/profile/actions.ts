"use server";

import { headers } from "next/headers";
import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { forgetSession, rememberPreferences, rememberSession } from "#lib/auth/remember-session.ts";
import { requestOrigin } from "#lib/auth/request-origin.ts";
import { saveNoticeWishesSchema } from "#lib/contracts/notices.ts";
import { changePasswordSchema, nothingSchema, sessionIdSchema, updateProfileSchema } from "#lib/contracts/people.ts";
import { ok } from "#lib/domain/result.ts";
import { changePassword, revokeOwnSession, saveNoticeWishes, signOutEverywhere, updateProfile } from "#lib/server.ts";

export const updateProfileAction = operatorFormAction({
  name: "profile.update",
  permission: "own-account",
  input: updateProfileSchema,
  async run(context, input) {
    const updated = await updateProfile(context, input);
    if (updated.ok) await rememberPreferences(updated.value);
    return updated.ok ? ok(null) : updated;
  },
});

export const changePasswordAction = operatorFormAction({
  name: "profile.change_password",
  permission: "own-account",
  input: changePasswordSchema,
  async run(context, input) {
    const changed = await changePassword(context, input, requestOrigin(await headers()));
    if (!changed.ok) return changed;
    await rememberSession(changed.value.sid);
    return ok(null);
  },
});

export const saveNoticeWishesAction = operatorFormAction({
  name: "profile.notices",
  permission: "own-account",
  input: saveNoticeWishesSchema,
  run: saveNoticeWishes,
});

export const endSessionAction = operatorFormAction({
  name: "profile.end_session",
  permission: "own-account",
  input: sessionIdSchema,
  run: revokeOwnSession,
});

export const signOutEverywhereAction = operatorFormAction({
  name: "profile.sign_out_everywhere",
  permission: "own-account",
  input: nothingSchema,
  async run(context) {
    const ended = await signOutEverywhere(context);
    await forgetSession();
    return ended;
  },
  redirectTo: () => "/sign-in",
});
