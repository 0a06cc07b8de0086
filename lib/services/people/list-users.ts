import type { UserDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { User } from "#prisma/generated/client.ts";

/** More people than this work at no one merchant's refund desk. */
const MOST = 500;

export async function listUsers(context: AppContext): Promise<Result<UserDto[], AppError>> {
  const allowed = demand(context, "users.manage");
  if (!allowed.ok) return allowed;
  const users = await context.prisma.user.findMany({
    orderBy: [{ status: "asc" }, { name: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const admins = users.filter((user) => user.role === "admin" && user.status === "active");
  const you = context.operator.kind === "user" ? context.operator.id : null;
  return ok(users.map((user) => toDto(user, { you, isLastAdmin: admins.length === 1 && admins[0]?.id === user.id })));
}

function toDto(user: User, { you, isLastAdmin }: { you: string | null; isLastAdmin: boolean }): UserDto {
  const { id, email, name, role, status, createdAt, lastSignInAt, lockedUntil } = user;
  return {
    id,
    email,
    name,
    role,
    status,
    createdAt: createdAt.toISOString(),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    lockedUntil: lockedUntil && lockedUntil > new Date() ? lockedUntil.toISOString() : null,
    isYou: id === you,
    isLastAdmin,
  };
}
