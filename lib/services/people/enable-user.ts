import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { changeUser } from "./change-user.ts";

/** Back to work with the old password, or, where there never was one, to being invited. */
export async function enableUser(
  context: AppContext,
  { userId }: { readonly userId: string },
): Promise<Result<null, AppError>> {
  return changeUser(context, userId, async (tx, user) => {
    if (user.status !== "disabled") return ok(null);
    await tx.user.update({
      where: { id: userId },
      data: { status: user.passwordHash ? "active" : "invited", failedSignIns: 0, lockedUntil: null },
    });
    await recordAudit(tx, { kind: "user.enabled", operator: context.operator, data: { userId, email: user.email } });
    return ok(null);
  });
}
