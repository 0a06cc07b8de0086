import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId, newReference } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Connector, GatewayCall, SelfTestStep } from "#lib/gateways/connector.ts";
import { createGatewayHttp } from "#lib/gateways/http.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "./context.ts";
import { openGatewayAccount } from "./open-gateway-account.ts";

export type AccountTest = { readonly id: string; readonly ok: boolean; readonly steps: readonly SelfTestStep[] };

/** The connector's known vectors, and one question at the gateway that moves nothing. */
export async function testGatewayAccount(context: AppContext, id: string): Promise<Result<AccountTest, AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const known = isId(id) && (await context.prisma.gatewayAccount.findUnique({ where: { id } }));
  if (!known) return err(appError("gateway_account_not_found"));

  const opened = await openGatewayAccount(context, id);
  const connector = connectorOf(opened.gateway);
  const call: GatewayCall<unknown, unknown> = {
    account: opened.account,
    http: createGatewayHttp({ allowLoopback: context.allowLoopbackGateways }),
    now: () => new Date(),
  };
  const steps = [...(await connector.operations.selfTest(call)), ...(await harmlessCall(connector, call))];
  return ok({ id, ok: steps.every((step) => step.ok), steps });
}

/** Asks for something that does not exist. Any understood answer, a refusal too, shows that the gateway is there. */
async function harmlessCall(
  { operations, currencies }: Connector,
  call: GatewayCall<unknown, unknown>,
): Promise<SelfTestStep[]> {
  const reference = newReference();
  const currency = currencies(call.account.settings)[0] ?? "";
  const payment = { gatewayTransactionRef: reference, gatewayPaymentRef: reference, method: "", currency };
  if (operations.queryPayments) {
    const answer = await operations.queryPayments(call, { payment });
    return [reached(answer.kind === "no_answer" ? answer : null)];
  }
  if (operations.queryRefund) {
    const answer = await operations.queryRefund(call, {
      reference,
      gatewayRef: null,
      amount: { minor: 1n, currency },
      payment,
    });
    return [reached(answer.kind === "no_answer" ? answer : null)];
  }
  return [];
}

type NoAnswer = { readonly cause: string; readonly fault: { readonly code: string; readonly text: string } | null };

function reached(noAnswer: NoAnswer | null): SelfTestStep {
  const name = "a question at the gateway";
  if (!noAnswer) return { name, ok: true, detail: "answered" };
  const { cause, fault } = noAnswer;
  return { name, ok: cause === "refused", detail: fault ? `${cause}: ${fault.code} ${fault.text}` : cause };
}
