import type { InviteUserInput, OneTimeLinkDto } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { insertUser } from "./create-user.ts";
import { issueLink } from "./user-token.ts";

/** Opens an account whose person sets the password. Sends nothing: the link is handed over. */
export async function inviteUser(
  context: AppContext,
  input: InviteUserInput,
): Promise<Result<OneTimeLinkDto, AppError>> {
  const allowed = demand(context, "users.manage");
  if (!allowed.ok) return allowed;
  return context.prisma.$transaction(async (tx) => {
    const id = await insertUser(tx, input, null);
    if (!id) return err(appError("email_taken"));
    await recordAudit(tx, {
      kind: "user.invited",
      operator: context.operator,
      data: { userId: id, email: input.email, name: input.name, role: input.role },
    });
    return ok(await issueLink(tx, { id, email: input.email }, "invitation"));
  });
}
