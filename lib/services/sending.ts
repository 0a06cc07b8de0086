import type { Refund } from "#prisma/generated/client.ts";
import type { GatewayHttp } from "#lib/gateways/connector.ts";
import type { SendLocks } from "#lib/domain/send-locks.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { AppContext } from "./context.ts";
import { openGatewayAccount, type OpenGatewayAccount } from "./open-gateway-account.ts";

/** What only the worker has: a name, locks that show a living sender, and the way to the gateways. */
export type SendingContext = AppContext & {
  readonly worker: string;
  readonly locks: SendLocks;
  readonly gatewayHttp: (options?: { readonly mayStillSend?: () => boolean }) => GatewayHttp;
  /** Never jumps, stands still while the process is stopped only as far as the machine's clock does. Milliseconds. */
  readonly monotonicMs: () => number;
  readonly random: () => number;
};

/** One short call per claim: connect 5 s, exchange 20 s, commit 5 s, doubled. */
export const LEASE_MS = 60_000;

export async function openAccountOf(context: AppContext, refund: Refund): Promise<OpenGatewayAccount & { connector: ReturnType<typeof connectorOf> }> {
  const opened = await openGatewayAccount(context, refund.gatewayAccountId);
  return { ...opened, connector: connectorOf(opened.gateway) };
}
