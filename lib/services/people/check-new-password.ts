import { passwordFault } from "#lib/auth/password-rules.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";

/** The refusal of a new password, tied to its field; null when it will do. */
export function weakPassword(
  password: string,
  owner: { readonly email: string; readonly name: string },
  field: string,
): AppError | null {
  const fault = passwordFault(password, owner);
  return fault && appError("password_too_weak", { errors: [{ field, message: fault }] });
}
