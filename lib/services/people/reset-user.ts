import type { OneTimeLinkDto } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { changeUser, isLastAdmin } from "./change-user.ts";
import { endSessions } from "./revoke-session.ts";
import { issueLink } from "./user-token.ts";

/**
 * A new link for who lost the password or the invitation. Whatever opened the account before stops working at once,
 * since the usual other reason is that somebody else has it.
 */
export async function resetUser(
  context: AppContext,
  { userId }: { readonly userId: string },
): Promise<Result<OneTimeLinkDto, AppError>> {
  return changeUser(context, userId, async (tx, user) => {
    if (user.status === "disabled") return err(appError("forbidden"));
    if (await isLastAdmin(tx, user)) return err(appError("last_admin"));
    await tx.user.update({
      where: { id: userId },
      data: {
        status: "invited",
        passwordHash: null,
        roleVersion: { increment: 1 },
        failedSignIns: 0,
        lockedUntil: null,
      },
    });
    await endSessions(tx, userId);
    await recordAudit(tx, { kind: "user.reset", operator: context.operator, data: { userId, email: user.email } });
    const wasInvited = user.status === "invited";
    return ok(await issueLink(tx, user, wasInvited ? "invitation" : "reset"));
  });
}
