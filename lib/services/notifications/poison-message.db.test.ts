import { expect, it } from "vitest";
import { newId } from "#lib/domain/ids.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const database = useTestDatabase();

it("D13 a message that fails is tried with a pause after each failure, however old it is", async () => {
  const services = testServices(database.prisma);
  const message = { gatewayAccountId: await createGatewayAccount(services), gateway: "neox", digest: "poison" };
  const receivedAt = new Date(Date.now() - 10 * 3_600_000);
  await database.prisma.inboxMessage.create({
    data: { ...message, id: newId(), raw: Buffer.from("{}"), verdict: "verified", receivedAt },
  });
  const fails = () =>
    services.store.transaction(async (tx) => {
      const taken = await tx.inbox.lockNext();
      if (taken) await tx.inbox.failed(taken.id);
      return taken !== null;
    });
  let tries = 0;
  while (tries < 100 && (await fails())) tries += 1;

  // At once, after 2 s, 6 s, … 4,094 s, and then every hour: the one after ten hours is still to come.
  expect(tries).toBe(20);
});
