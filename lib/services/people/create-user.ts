import { hashPassword } from "#lib/auth/password.ts";
import type { CreateUserInput, InviteUserInput } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { countCharacters } from "#lib/domain/text.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { weakPassword } from "./check-new-password.ts";

/** Opens an account with a first password: for the command line, whose user owns the installation. */
export async function createUser(
  context: AppContext,
  input: CreateUserInput,
): Promise<Result<{ readonly id: string }, AppError>> {
  const allowed = demand(context, "users.manage");
  if (!allowed.ok) return allowed;
  const weak =
    context.operator.kind === "cli" ? tooShort(input.password) : weakPassword(input.password, input, "password");
  if (weak) return err(weak);

  const passwordHash = await hashPassword(input.password, context.vault);
  return context.prisma.$transaction(async (tx) => {
    const id = await insertUser(tx, input, passwordHash);
    if (!id) return err(appError("email_taken"));
    await recordAudit(tx, {
      kind: "user.created",
      operator: context.operator,
      data: { userId: id, email: input.email, name: input.name, role: input.role },
    });
    return ok({ id });
  });
}

/** Who runs the command line owns the installation and knows what a password is for: only PCI's floor holds there. */
function tooShort(password: string): AppError | null {
  if (countCharacters(password) >= 12) return null;
  return appError("invalid_request", { errors: [{ field: "password", message: "password_below:12" }] });
}

/** Null when the e-mail address has an account. */
export async function insertUser(
  tx: Prisma.TransactionClient,
  { email, name, role }: InviteUserInput,
  passwordHash: string | null,
): Promise<string | null> {
  const id = newId();
  const { count } = await tx.user.createMany({
    data: [{ id, email, name, role, passwordHash, status: passwordHash ? "active" : "invited" }],
    skipDuplicates: true,
  });
  return count === 1 ? id : null;
}
