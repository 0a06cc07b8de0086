import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import type { ChangePasswordInput } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { weakPassword } from "./check-new-password.ts";
import { createSession, type RequestOrigin } from "./create-session.ts";
import { giveBack, rateLimit } from "./rate-limit.ts";
import type { UserOperator } from "./read-session.ts";
import { endSessions } from "./revoke-session.ts";

/** Guesses at an unattended desk. */
const TRIES = { limit: 10, windowSeconds: 1800 };

/** Ends every session of the person, the present one too, and answers with a new one for this browser. */
export async function changePassword(
  context: AppContext & { readonly operator: UserOperator },
  { currentPassword, newPassword }: ChangePasswordInput,
  from: RequestOrigin,
): Promise<Result<{ readonly sid: string }, AppError>> {
  const { prisma, vault, operator } = context;
  const tries = `change-password|${operator.id}`;
  const within = await rateLimit(context, tries, TRIES);
  if (!within.ok) return within;
  const user = await prisma.user.findUniqueOrThrow({ where: { id: operator.id } });
  if (!(await verifyPassword(currentPassword, user.passwordHash, vault))) {
    await recordAudit(prisma, { kind: "user.password_change_refused", operator, data: { ip: from.ip } });
    return err(appError("password_wrong", { errors: [{ field: "currentPassword", message: "password_wrong" }] }));
  }
  await giveBack(context, tries, TRIES);
  const weak = weakPassword(newPassword, user, "newPassword");
  if (weak) return err(weak);

  const passwordHash = await hashPassword(newPassword, vault);
  return prisma.$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE user_account SET password_hash = ${passwordHash}, role_version = role_version + 1
      WHERE id = ${user.id}::uuid AND status = 'active' AND password_hash = ${user.passwordHash}`;
    if (changed === 0) return err(appError("unauthorized"));
    await endSessions(tx, user.id);
    await recordAudit(tx, { kind: "user.password_changed", operator, data: { ip: from.ip } });
    return ok({ sid: await createSession(tx, user.id, from) });
  });
}
