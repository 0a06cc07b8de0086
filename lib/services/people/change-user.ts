import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Prisma, User } from "#prisma/generated/client.ts";

type Change<T> = (tx: Prisma.TransactionClient, user: User) => Promise<Result<T, AppError>>;

/** Holds the person's row, so that changes at the same time come one after the other. */
export async function changeUser<T>(
  context: AppContext,
  userId: string,
  change: Change<T>,
): Promise<Result<T, AppError>> {
  const allowed = demand(context, "users.manage");
  if (!allowed.ok) return allowed;
  return context.prisma.$transaction(async (tx) => {
    // All administrators are held first, in one order: two of them cannot demote each other at the same time.
    await tx.$queryRaw`SELECT id FROM user_account WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    await tx.$queryRaw`SELECT id FROM user_account WHERE id = ${userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUnique({ where: { id: userId } });
    return user ? change(tx, user) : err(appError("user_not_found"));
  });
}

export async function isLastAdmin(tx: Prisma.TransactionClient, user: User): Promise<boolean> {
  if (user.role !== "admin" || user.status !== "active") return false;
  return (await tx.user.count({ where: { role: "admin", status: "active", id: { not: user.id } } })) === 0;
}
