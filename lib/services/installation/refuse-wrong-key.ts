import type { Services } from "#lib/services/context.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";

type Surroundings = Pick<Services, "prisma" | "store" | "vault" | "publicUrl">;

/**
 * Whether ENCRYPTION_KEY opens what this installation has sealed (H05): a wrong one would make every send and every
 * notification fail later, and what it seals would open for nobody else.
 */
export async function keyFits(services: Surroundings): Promise<boolean> {
  const newest = await services.prisma.gatewayAccount.findFirst({
    select: { id: true },
    orderBy: { createdAt: "desc" },
  });
  if (!newest) return true;
  return openGatewayAccount(services, newest.id).then(
    () => true,
    () => false,
  );
}

export async function refuseWrongKey(services: Surroundings): Promise<void> {
  if (!(await keyFits(services)))
    throw new Error(
      "ENCRYPTION_KEY does not open the gateway accounts of this database. Put in the key that sealed them; there is no way around it.",
    );
}
