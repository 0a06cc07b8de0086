import type { UpdateProfileInput } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { UserOperator } from "./read-session.ts";

export async function updateProfile(
  context: AppContext & { readonly operator: UserOperator },
  input: UpdateProfileInput,
): Promise<Result<UpdateProfileInput, AppError>> {
  const { operator } = context;
  const before = { name: operator.name, language: operator.language, zone: operator.zone };
  return context.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id: operator.id }, data: input });
    await recordAudit(tx, { kind: "user.profile_changed", operator, data: { ...input, before } });
    return ok(input);
  });
}
