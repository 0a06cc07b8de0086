import { newReference } from "#lib/domain/ids.ts";
import type { Connector, Fault, GatewayCall } from "#lib/gateways/connector.ts";

export type HarmlessAnswer =
  | { readonly kind: "answered" }
  | { readonly kind: "no_answer"; readonly cause: string; readonly fault: Fault | null }
  /** The gateway has nothing that can be asked. */
  | { readonly kind: "cannot" };

/** Asks for something that does not exist. Any understood answer, a refusal too, shows that the gateway is there. */
export async function askHarmlessly(
  { operations, currencies }: Connector,
  call: GatewayCall<unknown, unknown>,
): Promise<HarmlessAnswer> {
  const reference = newReference();
  const currency = currencies(call.account.settings)[0] ?? "";
  const payment = { gatewayTransactionRef: reference, gatewayPaymentRef: reference, method: "", currency };
  const answer = operations.queryPayments
    ? await operations.queryPayments(call, { payment })
    : await operations.queryRefund?.(call, { reference, gatewayRef: null, amount: { minor: 1n, currency }, payment });
  if (!answer) return { kind: "cannot" };
  return answer.kind === "no_answer" ? answer : { kind: "answered" };
}
