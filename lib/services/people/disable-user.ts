import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { changeUser, isLastAdmin } from "./change-user.ts";
import { endSessions } from "./revoke-session.ts";
import { endUserTokens } from "./user-token.ts";

/** Takes effect at once: sessions, open links and the right to decide all end. What the person did stays. */
export async function disableUser(
  context: AppContext,
  { userId }: { readonly userId: string },
): Promise<Result<null, AppError>> {
  return changeUser(context, userId, async (tx, user) => {
    if (user.status === "disabled") return ok(null);
    if (await isLastAdmin(tx, user)) return err(appError("last_admin"));
    await tx.user.update({ where: { id: userId }, data: { status: "disabled", roleVersion: { increment: 1 } } });
    await endSessions(tx, userId);
    await endUserTokens(tx, userId);
    await recordAudit(tx, { kind: "user.disabled", operator: context.operator, data: { userId, email: user.email } });
    return ok(null);
  });
}
