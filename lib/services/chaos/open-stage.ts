import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import type { AppContext } from "../context.ts";
import { type Stage, stageOf } from "./stages.ts";

export type OpenStage = Stage & { readonly gateway: string; readonly gatewayAccountId: string };

/** The demo's accounts that speak to an emulator of this start; none where there are no emulators. */
export async function openStages(context: AppContext): Promise<readonly OpenStage[]> {
  const { emulatorsUrl } = context;
  if (!emulatorsUrl) return [];
  const accounts = await context.prisma.gatewayAccount.findMany({
    where: { baseUrl: { startsWith: `${emulatorsUrl}/` }, label: { endsWith: "demo shop" } },
    orderBy: { gateway: "asc" },
  });
  const stages = await Promise.all(
    accounts.map(async ({ id, gateway }) => {
      const { account } = await openGatewayAccount(context, id);
      const stage = stageOf(gateway, emulatorsUrl, account.credentials);
      return stage && { ...stage, gateway, gatewayAccountId: id };
    }),
  );
  return stages.filter((stage) => stage !== null);
}
