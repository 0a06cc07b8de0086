import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Agenda, createAgenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { CONTROL_PATH, jsonAnswer, runCommand } from "../../emulator-kit/control-server.ts";
import { type Journal, openJournal } from "../../emulator-kit/journal.ts";
import { showPage } from "../../emulator-kit/page.ts";
import type { Emulator, EmulatorAnswer, EmulatorRequest } from "../../emulator-kit/server.ts";
import { readStrictObject } from "../../strict-json.ts";
import { checkRefund, checkSender, type No, refundViolations } from "./checks.ts";
import { COMMANDS } from "./control-server.ts";
import { pageOf } from "./page.ts";
import { openBill, queryTransaction, servePayer, tellMerchant } from "./pay.ts";
import {
  type Fields,
  queryFieldsSchema,
  type RefundFields,
  refundFieldsSchema,
  transportViolations,
} from "./protocol.ts";
import { createSettlement, type Settlement } from "./settlement.ts";
import { type Merchant, Truth, type TruthEvent } from "./truth.ts";

export type Gateway = { readonly truth: Truth; readonly agenda: Agenda; readonly settlement: Settlement };

/** NeoX as its documents describe it, with its own truth. What it knows survives a kill. */
export function createNeoxEmulator(folder: string): Emulator {
  return createNeoxGateway(openJournal<TruthEvent>(join(folder, "neox.jsonl")));
}

/** The same on any journal, with what it knows in reach of whoever holds it. */
export function createNeoxGateway(journal: Journal<TruthEvent>): Emulator & Gateway {
  const truth = new Truth(journal);
  const agenda = createAgenda();
  const gateway: Gateway = { truth, agenda, settlement: createSettlement(truth, agenda) };
  gateway.settlement.resume();
  for (const requestId of truth.late.keys()) landWhenDue(gateway, requestId);
  for (const bill of truth.bills.values()) if (bill.notificationDue) void tellMerchant(gateway, bill);
  return {
    ...gateway,
    name: "neox",
    handle: (request) => handle(gateway, request),
    close: () => {
      agenda.clear();
      journal.close();
    },
  };
}

async function handle(gateway: Gateway, request: EmulatorRequest): Promise<EmulatorAnswer> {
  if (request.path === "/" && request.method === "GET") return showPage(pageOf(gateway.truth));
  if (request.path.startsWith(CONTROL_PATH)) return runCommand(COMMANDS, gateway, request);
  const seen = await servePayer(gateway, request);
  if (seen) return seen;
  const fields = readStrictObject(request.body);
  const wrong = transportViolations(request, fields);
  violate(gateway, wrong, fields);
  if (!fields || wrong.length > 0) return { status: 404, contentType: "text/plain", body: "Not found\n" };
  switch (fields.neo_Command) {
    case "PAY":
      return openBill(gateway, fields, request);
    case "QUERY_DR":
      return queryTransaction(gateway, fields);
    case "QUERY_PT":
      return listPayments(gateway, fields);
    default:
      return refund(gateway, fields);
  }
}

function listPayments(gateway: Gateway, fields: Fields): EmulatorAnswer {
  const { truth } = gateway;
  const parsed = queryFieldsSchema.safeParse(fields);
  violate(gateway, parsed.error ? [`QUERY_PT: ${parsed.error.message}`] : [], fields);
  const sender = checkSender(truth, fields, parsed.error);
  const fault = truth.plans.nextQuery(String(fields.neo_MerchantCode)).answer;
  if (!sender.ok) return { ...no(sender.no, 200), fault };

  const { code, settings } = sender.value;
  const payments = truth.paymentsOf(code, String(fields.neo_TransactionID));
  if (payments.length === 0) {
    return { ...no({ code: settings.codes.transaction, text: "Transaction not found" }, settings.errorStatus), fault };
  }
  const data = payments.map(({ id, status, amount, refundedAmount, pendingAmount, paymentMethod }) => ({
    id,
    status,
    amount,
    refundedAmount: refundedAmount + (settings.refundedAmountCountsPending ? pendingAmount : 0),
    paymentMethod,
  }));
  return { ...jsonAnswer({ neo_ResponseCode: 0, neo_ResponseData: data, neo_ResponseMsg: "Successful" }), fault };
}

async function refund(gateway: Gateway, fields: Fields): Promise<EmulatorAnswer> {
  const { truth } = gateway;
  const parsed = refundFieldsSchema.safeParse(fields);
  const sender = checkSender(truth, fields, parsed.error);
  if (!sender.ok || !parsed.success) {
    const refusal = sender.ok ? { code: 1, text: "Invalid request" } : sender.no;
    violate(gateway, [`REFUND: ${refusal.text}`], fields);
    submitted(gateway, fields, `refused ${refusal.code}`);
    return no(refusal, 200);
  }
  const merchant = sender.value;
  violate(gateway, refundViolations(truth, merchant, parsed.data), fields);
  const behaviour = nextBehaviour(truth, merchant.code, parsed.data.neo_RequestID);
  const answer = await act(gateway, merchant, parsed.data, behaviour);
  if (behaviour.answerAfterMs > 0) await wait(behaviour.answerAfterMs, undefined, { ref: false });
  return { ...answer, fault: behaviour.answer };
}

function nextBehaviour(truth: Truth, merchantCode: string, requestId: string): Behaviour {
  const { behaviour, servedBy } = truth.plans.next(merchantCode, requestId);
  if (servedBy !== undefined) truth.record({ type: "queue_served", merchantCode: servedBy });
  return behaviour;
}

async function act(
  gateway: Gateway,
  merchant: Merchant,
  fields: RefundFields,
  behaviour: Behaviour,
): Promise<EmulatorAnswer> {
  const { truth, settlement } = gateway;
  const refuse = (refusal: No) => {
    submitted(gateway, fields, `refused ${refusal.code}`);
    return no(refusal, merchant.settings.errorStatus);
  };
  if (behaviour.take === "refuse")
    return refuse({ code: Number(behaviour.code ?? 1), text: behaviour.text ?? "Refused by plan" });
  if (behaviour.take === "ignore") return landed(gateway, fields, "ignored");
  if (behaviour.takeAfterMs > 0) {
    truth.record({ type: "late", request: { fields, behaviour, landsAt: Date.now() + behaviour.takeAfterMs } });
    landWhenDue(gateway, fields.neo_RequestID);
    return landed(gateway, fields, "lands late");
  }
  const request = checkRefund(truth, merchant, fields);
  if (!request.ok) return refuse(request.no);

  const taken = settlement.take(request.value, behaviour);
  submitted(gateway, fields, "accepted");
  if (behaviour.notifyBeforeAnswer) await settlement.settleNow(taken);
  else settlement.settleWhenDue(taken);
  if (behaviour.code !== null)
    return no({ code: Number(behaviour.code), text: "Refused" }, merchant.settings.errorStatus);
  return jsonAnswer({
    neo_ResponseCode: 0,
    neo_ResponseData: { transId: taken.transId },
    neo_ResponseMsg: "Successful",
  });
}

/** A request that waits somewhere at the gateway and is looked at only later, if at all. */
function landed(gateway: Gateway, fields: Fields, result: string): EmulatorAnswer {
  submitted(gateway, fields, result);
  return jsonAnswer({});
}

function landWhenDue({ truth, agenda, settlement }: Gateway, requestId: string): void {
  agenda.at(truth.late.get(requestId)?.landsAt ?? 0, () => {
    const late = truth.late.get(requestId);
    const merchant = late && truth.merchants.get(late.fields.neo_MerchantCode);
    truth.record({ type: "landed", requestId });
    if (!late || !merchant) return;
    const request = checkRefund(truth, merchant, late.fields);
    if (request.ok) settlement.settleWhenDue(settlement.take(request.value, late.behaviour));
  });
}

function submitted({ truth }: Gateway, fields: Fields, result: string): void {
  const submission = { requestId: String(fields.neo_RequestID), merchantCode: String(fields.neo_MerchantCode) };
  truth.record({ type: "submission", submission: { ...submission, at: new Date().toISOString(), result } });
}

function violate({ truth }: Gateway, wrong: readonly string[], fields: Fields | undefined): void {
  const requestId = typeof fields?.neo_RequestID === "string" ? fields.neo_RequestID : null;
  for (const what of wrong)
    truth.record({ type: "violation", violation: { at: new Date().toISOString(), what, requestId } });
}

function no({ code, text }: No, status: number): EmulatorAnswer {
  return jsonAnswer({ neo_ResponseCode: code, neo_ResponseMsg: text }, status);
}
