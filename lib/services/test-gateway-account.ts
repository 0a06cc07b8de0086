import type { AccountTestDto } from "#lib/contracts/gateway-account.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId, newReference } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Connector, GatewayCall, SelfTestStep } from "#lib/gateways/connector.ts";
import { createGatewayHttp } from "#lib/gateways/http.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { recordAudit } from "./audit.ts";
import { type AppContext, demand } from "./context.ts";
import { openGatewayAccount } from "./open-gateway-account.ts";
import { takeQueryToken } from "./take-query-token.ts";

/** The connector's known vectors, and one question at the gateway that moves nothing. */
export async function testGatewayAccount(context: AppContext, id: string): Promise<Result<AccountTestDto, AppError>> {
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
  const { queriesPerMinute: perMinute } = connector.accountPolicy(opened.account.settings, { method: "" });
  const waitMs = await takeQueryToken(context, { gatewayAccountId: id, perMinute });
  const asked = waitMs > 0 ? [NOT_NOW] : await harmlessCall(connector, call);
  const steps = [...(await connector.operations.selfTest(call)), ...asked];
  const good = steps.every((step) => step.ok);
  const data = { gatewayAccountId: id, ok: good, failed: steps.filter((step) => !step.ok).map((step) => step.name) };
  await recordAudit(context.prisma, { kind: "gateway_account_tested", operator: context.operator, data });
  return ok({ id, ok: good, steps });
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

const QUESTION = "a question at the gateway";
const NOT_NOW = { name: QUESTION, ok: false, detail: "the limit of questions is used up; try again in a moment" };

type NoAnswer = { readonly cause: string; readonly fault: { readonly code: string; readonly text: string } | null };

function reached(noAnswer: NoAnswer | null): SelfTestStep {
  const name = QUESTION;
  if (!noAnswer) return { name, ok: true, detail: "answered" };
  const { cause, fault } = noAnswer;
  return { name, ok: fault !== null, detail: fault ? `${cause}: ${fault.code} ${fault.text}` : cause };
}
