"use server";

import { publicFormAction } from "#lib/actions/public-action.ts";
import { redeemTokenSchema } from "#lib/contracts/people.ts";
import { setPasswordByLink } from "#lib/server.ts";

export const setPasswordAction = publicFormAction({
  name: "invitation.set_password",
  input: redeemTokenSchema,
  run: (services, input) => setPasswordByLink(services, input),
  redirectTo: () => "/sign-in?notice=password-set",
});
