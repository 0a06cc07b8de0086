import type { UpdateUserInput } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { changeUser, isLastAdmin } from "./change-user.ts";
import { endSessions } from "./revoke-session.ts";

/** Name and role. Another role ends the person's sessions, so that no page of the old one stays open (K09). */
export async function updateUser(
  context: AppContext,
  { userId, name, role }: UpdateUserInput,
): Promise<Result<null, AppError>> {
  return changeUser(context, userId, async (tx, user) => {
    const changesRole = role !== user.role;
    if (changesRole && (await isLastAdmin(tx, user))) return err(appError("last_admin"));
    if (!changesRole && name === user.name) return ok(null);

    await tx.user.update({
      where: { id: userId },
      data: { name, role, ...(changesRole && { roleVersion: { increment: 1 } }) },
    });
    if (changesRole) await endSessions(tx, userId);
    await recordAudit(tx, {
      kind: "user.changed",
      operator: context.operator,
      data: { userId, email: user.email, name, role, before: { name: user.name, role: user.role } },
    });
    return ok(null);
  });
}
