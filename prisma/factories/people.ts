import pino from "pino";
import { hashPassword } from "#lib/auth/password.ts";
import { createPostgresStore } from "#lib/db/postgres-store.ts";
import type { Role } from "#lib/domain/permissions.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import type { UserOperator } from "#lib/services/people/read-session.ts";
import { createVault } from "#lib/vault.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { createUser, type NewUser } from "./create-user.ts";

export const TEST_PASSWORD = "three blue lanterns";

/** A process's surroundings on a test database, silent. */
export function testServices(prisma: PrismaClient): Services {
  return {
    prisma,
    store: createPostgresStore(prisma),
    vault: createVault(Buffer.alloc(32, 7).toString("base64")),
    log: pino({ level: "silent" }),
    publicUrl: "http://127.0.0.1:3000",
    allowLoopbackGateways: true,
  };
}

export type TestPerson = AppContext & { readonly operator: UserOperator; readonly email: string };

/** A person at work: the context that their requests run in. */
export async function personAtWork(
  services: Services,
  role: Role,
  more: Omit<NewUser, "role"> = {},
): Promise<TestPerson> {
  const id = await createUser(services.prisma, { role, ...more });
  const { name, email, language, zone } = await services.prisma.user.findUniqueOrThrow({ where: { id } });
  return { ...services, email, operator: { kind: "user", id, name, role, language, zone } };
}

/** As `personAtWork`, who can sign in with TEST_PASSWORD. */
export async function personWithPassword(services: Services, role: Role): Promise<TestPerson> {
  return personAtWork(services, role, { passwordHash: await hashPassword(TEST_PASSWORD, services.vault) });
}

export function commandLine(services: Services): AppContext {
  return { ...services, operator: { kind: "cli", name: "command line" } };
}
