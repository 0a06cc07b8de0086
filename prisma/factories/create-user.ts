import { newId } from "#lib/domain/ids.ts";
import type { Role } from "#lib/domain/permissions.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";

export type NewUser = {
  readonly role: Role;
  readonly name?: string;
  readonly email?: string;
  readonly passwordHash?: string;
  readonly language?: string;
  readonly zone?: string;
};

/** No password has this hash. */
const NO_PASSWORD = "!";

export async function createUser(prisma: PrismaClient, user: NewUser): Promise<string> {
  const id = newId();
  const email = user.email ?? `${user.role}-${id.slice(-8)}@example.test`;
  await prisma.user.create({
    data: {
      ...user,
      id,
      email,
      name: user.name ?? `${user.role} ${id.slice(-4)}`,
      passwordHash: user.passwordHash ?? NO_PASSWORD,
      status: "active",
    },
  });
  return id;
}
