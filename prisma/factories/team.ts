import type { Services } from "#lib/services/context.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { createGatewayAccount } from "./create-gateway-account.ts";
import { personAtWork, type TestPerson, testServices } from "./people.ts";

export type Team = {
  readonly services: Services;
  readonly staff: TestPerson;
  readonly manager: TestPerson;
  readonly manager2: TestPerson;
  readonly accountId: string;
};

/** Whom a decision about a refund needs: one who asks, two who decide, and the account that the money went to. */
export async function teamAtWork(prisma: PrismaClient): Promise<Team> {
  const services = testServices(prisma);
  return {
    services,
    staff: await personAtWork(services, "staff"),
    manager: await personAtWork(services, "manager"),
    manager2: await personAtWork(services, "manager"),
    accountId: await createGatewayAccount(services),
  };
}
