import type { ExchangeResult } from "#lib/domain/breaker.ts";
import type { Fault, GatewayHttp, HttpOutcome } from "#lib/gateways/connector.ts";
import type { Services } from "#lib/services/context.ts";
import { recordExchange } from "./gateway-breaker.ts";

type Watching = Pick<Services, "prisma" | "log">;

/** The way to a gateway, with a note of how each exchange ended, for the breaker of the account. */
export function watchGateway(watching: Watching, gatewayAccountId: string, http: GatewayHttp): GatewayHttp {
  return async (request) => {
    const outcome = await http(request);
    const result = exchangeResult(outcome);
    if (result) await note(watching, gatewayAccountId, result);
    return outcome;
  };
}

/** A gateway may also say in the words of its answer that it does not take us for ourselves. */
export async function noteFault(watching: Watching, gatewayAccountId: string, fault: Fault | null): Promise<void> {
  if (fault?.refusesUs) await note(watching, gatewayAccountId, "unauthorised");
}

/** What an exchange tells about the gateway; null where it never came to one, for reasons of our own. */
export function exchangeResult(outcome: HttpOutcome): ExchangeResult | null {
  switch (outcome.kind) {
    case "lost":
      return "unreachable";
    case "not_sent":
      return OURS.includes(outcome.cause) ? null : "unreachable";
    case "answer":
      if (outcome.status === 401 || outcome.status === 403) return "unauthorised";
      return outcome.status >= 500 || outcome.status === 429 ? "unreachable" : "answered";
  }
}

const OURS: readonly string[] = ["deadline_passed", "invalid_locally", "blocked_address"];

/** What came back must reach its refund whatever becomes of the note. */
async function note({ prisma, log }: Watching, gatewayAccountId: string, result: ExchangeResult): Promise<void> {
  await recordExchange({ prisma, log }, { gatewayAccountId, result }).catch((error: unknown) =>
    log.warn({ err: error, gatewayAccountId }, "how a gateway answered could not be noted"),
  );
}
