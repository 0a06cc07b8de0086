import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Agenda, createAgenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { CONTROL_PATH, jsonAnswer, runCommand } from "../../emulator-kit/control-server.ts";
import { type Journal, openJournal } from "../../emulator-kit/journal.ts";
import { showPage } from "../../emulator-kit/page.ts";
import type { Emulator, EmulatorAnswer, EmulatorRequest } from "../../emulator-kit/server.ts";
import { BUSINESS_ERROR, checkRefund, checkSender, type No, type Sender, wordsOf } from "./checks.ts";
import { COMMANDS } from "./control-server.ts";
import { refundData, refundFacts } from "./data.ts";
import { pageOf } from "./page.ts";
import {
  easylinkSign,
  type Fields,
  fieldViolations,
  QUERY_PATH,
  REFUND_PATH,
  readRequest,
  transportViolations,
} from "./protocol.ts";
import { createSettlement, type Settlement } from "./settlement.ts";
import { numberOf, type RefundTruth, Truth, type TruthEvent } from "./truth.ts";

export type Gateway = { readonly truth: Truth; readonly agenda: Agenda; readonly settlement: Settlement };

/** easylink as its upstream behaves, with its own truth. What it knows survives a kill. */
export function createEasylinkEmulator(folder: string): Emulator {
  return createEasylinkGateway(openJournal<TruthEvent>(join(folder, "easylink.jsonl")));
}

/** The same on any journal, with what it knows in reach of whoever holds it. */
export function createEasylinkGateway(journal: Journal<TruthEvent>): Emulator & Gateway {
  const truth = new Truth(journal);
  const agenda = createAgenda();
  const gateway: Gateway = { truth, agenda, settlement: createSettlement(truth, agenda) };
  gateway.settlement.resume();
  for (const number of truth.late.keys()) landWhenDue(gateway, number);
  return {
    ...gateway,
    name: "easylink",
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
  const fields = readRequest(request);
  const isRefund = request.path === REFUND_PATH;
  violate(gateway, transportViolations(request), fields);
  if (!isRefund && request.path !== QUERY_PATH) {
    violate(gateway, [`path ${request.path}`], fields);
    return { status: 404, contentType: "text/plain", body: "Not found\n" };
  }
  if (isRefund && request.method !== "POST") return { status: 405, contentType: "text/plain", body: "Not allowed\n" };
  if (!fields || Number.isNaN(Number(fields.refundAmount ?? 0))) {
    violate(gateway, ["the body cannot be converted"], fields);
    return no({ code: 11, text: "参数有误[转换异常]" });
  }
  violate(gateway, fieldViolations(isRefund ? "refund" : "query", fields), fields);
  return isRefund ? refund(gateway, fields) : query(gateway, fields);
}

function query({ truth }: Gateway, fields: Fields): EmulatorAnswer {
  const mchNo = String(fields.mchNo);
  const { answer: fault, answerSays, code } = truth.plans.nextQuery(mchNo);
  const sender = checkSender(truth, "query", fields);
  if (!sender.ok) return { ...no(sender.no), fault };

  const { merchant, app } = sender.value;
  const says = (name: "noRefundNumber" | "unknownRefund" | "unexpected", as = BUSINESS_ERROR) => ({
    ...no({ code: as, text: wordsOf(merchant, name) }),
    fault,
  });
  if (code !== null) return says("unexpected", Number(code));
  const { refundOrderId = "", mchRefundNo = "" } = fields;
  if (refundOrderId === "" && mchRefundNo === "") return says("noRefundNumber");
  const found = refundOrderId ? truth.refunds.get(String(refundOrderId)) : truth.refundOf(mchNo, String(mchRefundNo));
  if (found?.mchNo !== mchNo) return says("unknownRefund");
  return { ...signed(refundFacts(found), app.appSecret, answerSays), fault };
}

async function refund(gateway: Gateway, fields: Fields): Promise<EmulatorAnswer> {
  const { truth } = gateway;
  const sender = checkSender(truth, "refund", fields);
  if (!sender.ok) {
    violate(gateway, [`refused: ${sender.no.text}`], fields);
    submitted(gateway, fields, `refused: ${sender.no.text}`);
    return no(sender.no);
  }
  const [mchNo, mchRefundNo] = [sender.value.merchant.mchNo, String(fields.mchRefundNo)];
  violate(gateway, truth.submittedBefore(mchNo, mchRefundNo) ? ["mchRefundNo was sent before"] : [], fields);
  const { behaviour, servedBy } = truth.plans.next(mchNo, mchRefundNo);
  if (servedBy !== undefined) truth.record({ type: "queue_served", mchNo: servedBy });

  const answer = await act(gateway, sender.value, fields, behaviour);
  if (behaviour.answerAfterMs > 0) await wait(behaviour.answerAfterMs, undefined, { ref: false });
  return { ...answer, fault: behaviour.answer };
}

async function act(gateway: Gateway, sender: Sender, fields: Fields, behaviour: Behaviour): Promise<EmulatorAnswer> {
  const { truth, settlement } = gateway;
  const refuse = (refusal: No) => {
    submitted(gateway, fields, `refused: ${refusal.text}`);
    return no(refusal);
  };
  const { code, text } = behaviour;
  if (behaviour.take === "refuse")
    return refuse({ code: Number(code ?? BUSINESS_ERROR), text: text ?? "Refused by plan" });
  if (behaviour.take === "ignore") return landed(gateway, fields, "ignored");
  if (behaviour.takeAfterMs > 0) {
    const late = { mchNo: sender.merchant.mchNo, fields, behaviour, landsAt: Date.now() + behaviour.takeAfterMs };
    truth.record({ type: "late", request: late });
    landWhenDue(gateway, numberOf(late));
    return landed(gateway, fields, "lands late");
  }
  const request = checkRefund(truth, sender, fields);
  if (!request.ok) return refuse(request.no);

  const taken = settlement.take(request.value, behaviour);
  submitted(gateway, fields, "accepted");
  await askChannel(gateway, taken);
  if (code !== null || behaviour.channel === "error") {
    return no({ code: Number(code ?? BUSINESS_ERROR), text: text ?? wordsOf(sender.merchant, "unexpected") });
  }
  return signed(refundData(taken), sender.app.appSecret, behaviour.answerSays);
}

/** The channel is called while the merchant waits; its result may come now, later or never. */
async function askChannel({ settlement }: Gateway, taken: RefundTruth): Promise<void> {
  const { notifyBeforeAnswer, channel } = taken.behaviour;
  if (notifyBeforeAnswer) await settlement.settleNow(taken);
  else if (channel === "at_once") void settlement.settleNow(taken);
  else settlement.schedule(taken);
}

/** A request that waits somewhere at the gateway and is looked at only later, if at all. */
function landed(gateway: Gateway, fields: Fields, result: string): EmulatorAnswer {
  submitted(gateway, fields, result);
  return jsonAnswer({});
}

function landWhenDue(gateway: Gateway, number: string): void {
  const { truth, agenda, settlement } = gateway;
  agenda.at(truth.late.get(number)?.landsAt ?? 0, async () => {
    const late = truth.late.get(number);
    truth.record({ type: "landed", number });
    const sender = late && checkSender(truth, "refund", late.fields);
    if (!late || !sender?.ok) return;
    const request = checkRefund(truth, sender.value, late.fields);
    if (request.ok) await askChannel(gateway, settlement.take(request.value, late.behaviour));
  });
}

function signed(data: Fields, secret: string, says: Behaviour["answerSays"]): EmulatorAnswer {
  const { said, key } = told(data, secret, says);
  return jsonAnswer({ code: 0, data: said, msg: "SUCCESS", sign: easylinkSign(said, key) });
}

/** The truth, or what the plan puts in its place. */
function told(data: Fields, secret: string, says: Behaviour["answerSays"]): { said: Fields; key: string } {
  switch (says) {
    case "truth":
      return { said: data, key: secret };
    case "wrong_key":
    case "forged":
      return { said: { ...data, state: data.state === 2 ? 3 : 2 }, key: "not-the-secret-of-this-app" };
    case "other_refund":
      return { said: { ...data, mchRefundNo: "mho1624007315478" }, key: secret };
    case "wrong_amount":
      return { said: { ...data, refundAmount: Number(data.refundAmount) + 1 }, key: secret };
  }
}

function submitted({ truth }: Gateway, fields: Fields, result: string): void {
  const submission = { mchRefundNo: String(fields.mchRefundNo), mchNo: String(fields.mchNo) };
  truth.record({ type: "submission", submission: { ...submission, at: new Date().toISOString(), result } });
}

function violate({ truth }: Gateway, wrong: readonly string[], fields: Fields | undefined): void {
  const mchRefundNo = typeof fields?.mchRefundNo === "string" ? fields.mchRefundNo : null;
  for (const what of wrong)
    truth.record({ type: "violation", violation: { at: new Date().toISOString(), what, mchRefundNo } });
}

/** HTTP 200 without data and without a sign. */
function no({ code, text }: No): EmulatorAnswer {
  return jsonAnswer({ code, msg: text });
}
