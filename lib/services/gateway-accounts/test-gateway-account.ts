import type { AccountTestDto } from "#lib/contracts/gateway-account.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { GatewayCall, SelfTestStep } from "#lib/gateways/connector.ts";
import { createGatewayHttp } from "#lib/gateways/http.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { askHarmlessly, type HarmlessAnswer } from "#lib/services/sending/ask-harmlessly.ts";
import { takeQueryToken } from "#lib/services/sending/take-query-token.ts";
import { openGatewayAccount } from "./open-gateway-account.ts";

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
  const asked = waitMs > 0 ? [NOT_NOW] : reached(await askHarmlessly(connector, call));
  const steps = [...(await connector.operations.selfTest(call)), ...asked];
  const good = steps.every((step) => step.ok);
  const data = { gatewayAccountId: id, ok: good, failed: steps.filter((step) => !step.ok).map((step) => step.name) };
  await recordAudit(context.prisma, { kind: "gateway_account_tested", operator: context.operator, data });
  return ok({ id, ok: good, steps });
}

const QUESTION = "a question at the gateway";
const NOT_NOW = { name: QUESTION, ok: false, detail: "the limit of questions is used up; try again in a moment" };

function reached(answer: HarmlessAnswer): SelfTestStep[] {
  if (answer.kind === "cannot") return [];
  if (answer.kind === "answered") return [{ name: QUESTION, ok: true, detail: "answered" }];
  const { cause, fault } = answer;
  return [{ name: QUESTION, ok: fault !== null, detail: fault ? `${cause}: ${fault.code} ${fault.text}` : cause }];
}
