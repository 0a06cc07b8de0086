import type { SendLocks } from "#lib/domain/send-locks.ts";
import type { GatewayCall, GatewayHttp } from "#lib/gateways/connector.ts";
import { createGatewayHttp } from "#lib/gateways/http.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import type { AppContext } from "#lib/services/context.ts";
import { type OpenGatewayAccount, openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { watchGateway } from "./watch-gateway.ts";
import type { Witness } from "./witness.ts";

/** Enough to ask a gateway: the way to it, and a name for the attempt. */
export type AskingContext = AppContext & {
  readonly worker: string;
  /** With an account: how each exchange ends counts for its breaker. */
  readonly gatewayHttp: (options?: {
    readonly mayStillSend?: () => boolean;
    readonly gatewayAccountId?: string;
  }) => GatewayHttp;
  /** Null where nothing can tell whether a sender lives: then nothing is sent again. */
  readonly locks: SendLocks | null;
};

/** What only the worker has: locks that show a living sender, and a clock that does not jump. */
export type SendingContext = AskingContext & {
  readonly locks: SendLocks;
  /** Never jumps, stands still while the process is stopped only as far as the machine's clock does. Milliseconds. */
  readonly monotonicMs: () => number;
  readonly random: () => number;
  /** What this machine remembers outside the database. */
  readonly witness?: Witness;
};

export type OpenAccount = OpenGatewayAccount & { readonly connector: ReturnType<typeof connectorOf> };

/** One short call per claim: connect 5 s, exchange 20 s, commit 5 s, doubled. */
export const LEASE_MS = 60_000;

/** A person waits for the answer: less patience than the worker has. */
const ASK_TIMEOUTS = { connectMs: 3_000, totalMs: 10_000 };

export function askingContext(context: AppContext): AskingContext {
  return { ...context, worker: "web", locks: null, gatewayHttp: wayToGateways(context, { timeouts: ASK_TIMEOUTS }) };
}

type Timeouts = { readonly timeouts?: typeof ASK_TIMEOUTS };

export function wayToGateways(
  context: Pick<AppContext, "prisma" | "log" | "allowLoopbackGateways">,
  { timeouts }: Timeouts = {},
): AskingContext["gatewayHttp"] {
  return ({ mayStillSend, gatewayAccountId } = {}) => {
    const http = createGatewayHttp({ allowLoopback: context.allowLoopbackGateways, mayStillSend, timeouts });
    return gatewayAccountId ? watchGateway(context, gatewayAccountId, http) : http;
  };
}

export async function openAccountOf(
  context: AppContext,
  refund: Refund,
  sent: { readonly sentWith?: number } = {},
): Promise<OpenAccount> {
  const opened = await openGatewayAccount(context, refund.gatewayAccountId, sent);
  return { ...opened, connector: connectorOf(opened.gateway) };
}

export function gatewayCall(
  context: AskingContext,
  opened: OpenAccount,
  mayStillSend?: () => boolean,
): GatewayCall<unknown, unknown> {
  const http = context.gatewayHttp({ mayStillSend, gatewayAccountId: opened.account.id });
  return { account: opened.account, http, now: () => new Date() };
}
