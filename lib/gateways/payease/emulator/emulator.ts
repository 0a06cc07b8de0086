import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Agenda, createAgenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { CONTROL_PATH, runCommand } from "../../emulator-kit/control-server.ts";
import { type Journal, openJournal } from "../../emulator-kit/journal.ts";
import { showPage } from "../../emulator-kit/page.ts";
import type { Emulator, EmulatorAnswer, EmulatorRequest } from "../../emulator-kit/server.ts";
import { checkFields, checkMerchant, checkMessage, checkRefund, open } from "./checks.ts";
import { COMMANDS } from "./control-server.ts";
import { errorAnswer, fieldsOf, type No } from "./messages.ts";
import { pageOf } from "./page.ts";
import { type RefundFields, refundFieldsSchema } from "./protocol.ts";
import { answerQuery, isQueryPath, planned } from "./queries.ts";
import { createSettlement, type Settlement } from "./settlement.ts";
import { type Merchant, Truth, type TruthEvent } from "./truth.ts";

export type Gateway = {
  readonly truth: Truth;
  readonly agenda: Agenda;
  readonly settlement: Settlement;
  /** When each merchant asked in the last minute, for PayEase's limit. */
  readonly asked: Map<string, number[]>;
};

/** PayEase as its documents describe it, with its own truth. What it knows survives a kill. */
export function createPayeaseEmulator(folder: string): Emulator {
  return createPayeaseGateway(openJournal<TruthEvent>(join(folder, "payease.jsonl")));
}

/** The same on any journal, with what it knows in reach of whoever holds it. */
export function createPayeaseGateway(journal: Journal<TruthEvent>): Emulator & Gateway {
  const truth = new Truth(journal);
  const agenda = createAgenda();
  const gateway: Gateway = { truth, agenda, settlement: createSettlement(truth, agenda), asked: new Map() };
  gateway.settlement.resume();
  for (const requestId of truth.late.keys()) landWhenDue(gateway, requestId);
  return {
    ...gateway,
    name: "payease",
    handle: (request) => handle(gateway, request),
    close: () => {
      agenda.clear();
      journal.close();
    },
  };
}

async function handle(gateway: Gateway, request: EmulatorRequest): Promise<EmulatorAnswer> {
  const { path, method } = request;
  if (path === "/" && method === "GET") return showPage(pageOf(gateway.truth));
  if (path.startsWith(CONTROL_PATH)) return runCommand(COMMANDS, gateway, request);
  if (method !== "POST" || !(path === "/icc/refund" || isQueryPath(path))) {
    violate(gateway, [`${method} ${path}`], null);
    return { status: 404, contentType: "text/plain", body: "Not found\n" };
  }
  const asker = {
    merchantId: String(request.headers.merchantid ?? ""),
    requestId: String(request.headers.requestid ?? ""),
  };
  const merchant = checkMerchant(gateway.truth, request);
  if (!merchant.ok) {
    violate(gateway, [`merchant ${asker.merchantId}`], asker.requestId);
    return errorAnswer(undefined, merchant.no, asker.merchantId, asker.requestId);
  }
  const { fields, violations } = open(merchant.value, request);
  violate(gateway, violations, asker.requestId);
  const message = checkMessage(merchant.value, fields, violations);
  if (!message.ok && violations.length === 0) violate(gateway, ["hmac"], asker.requestId);
  if (isQueryPath(path)) return answerQuery(gateway, merchant.value, path, message, asker.requestId);
  return refund(
    gateway,
    merchant.value,
    message.ok ? checkFields(merchant.value, message.value) : message,
    asker.requestId,
  );
}

async function refund(
  gateway: Gateway,
  merchant: Merchant,
  message: ReturnType<typeof checkFields>,
  requestId: string,
): Promise<EmulatorAnswer> {
  const { merchantId, settings } = merchant;
  const refuse = (no: No) => {
    submitted(gateway, { merchantId, requestId }, `refused ${no.code}`);
    return errorAnswer(merchant, no, merchantId, requestId);
  };
  if (!message.ok) return refuse(message.no);
  const parsed = refundFieldsSchema.safeParse(message.value);
  if (!parsed.success) {
    violate(gateway, [`refund: ${parsed.error.message}`], requestId);
    return refuse({ code: settings.codes.request, text: "方法参数无效" });
  }
  if (gateway.truth.submittedBefore(merchantId, requestId)) violate(gateway, ["requestId was sent before"], requestId);

  const behaviour = nextBehaviour(gateway, merchantId, requestId);
  const answer = await act(gateway, merchant, parsed.data, behaviour, refuse);
  if (behaviour.answerAfterMs > 0) await wait(behaviour.answerAfterMs, undefined, { ref: false });
  return { ...answer, fault: behaviour.answer };
}

function nextBehaviour({ truth }: Gateway, merchantId: string, requestId: string): Behaviour {
  const { behaviour, servedBy } = truth.plans.next(merchantId, requestId);
  if (servedBy !== undefined) truth.record({ type: "queue_served", merchantId: servedBy });
  return behaviour;
}

async function act(
  gateway: Gateway,
  merchant: Merchant,
  fields: RefundFields,
  behaviour: Behaviour,
  refuse: (no: No) => EmulatorAnswer,
): Promise<EmulatorAnswer> {
  const { truth, settlement } = gateway;
  const { rules } = merchant.settings.codes;
  const said = { code: typeof behaviour.code === "string" ? behaviour.code : rules, text: "Refused by plan" };
  if (behaviour.take === "refuse") return refuse(said);
  if (behaviour.take === "ignore") return landed(gateway, fields, "ignored");
  if (behaviour.takeAfterMs > 0) {
    truth.record({ type: "late", request: { fields, behaviour, landsAt: Date.now() + behaviour.takeAfterMs } });
    landWhenDue(gateway, fields.requestId);
    return landed(gateway, fields, "lands late");
  }
  const request = checkRefund(truth, merchant, fields);
  if (!request.ok) return refuse(request.no);

  const taken = settlement.take(request.value, behaviour);
  submitted(gateway, fields, "accepted");
  if (behaviour.notifyBeforeAnswer) await settlement.settleNow(taken);
  else settlement.settleWhenDue(taken);
  if (behaviour.code !== null) return errorAnswer(merchant, said, fields.merchantId, fields.requestId);
  return planned(merchant, { status: "SUCCESS", ...fieldsOf(merchant, taken) }, behaviour.answerSays);
}

/** A request that waits somewhere at the gateway and is looked at only later, if at all. */
function landed(gateway: Gateway, fields: RefundFields, result: string): EmulatorAnswer {
  submitted(gateway, fields, result);
  return { status: 200, contentType: "text/plain", body: "" };
}

function landWhenDue({ truth, agenda, settlement }: Gateway, requestId: string): void {
  agenda.at(truth.late.get(requestId)?.landsAt ?? 0, () => {
    const late = truth.late.get(requestId);
    const merchant = late && truth.merchants.get(late.fields.merchantId);
    truth.record({ type: "landed", requestId });
    if (!late || !merchant) return;
    const request = checkRefund(truth, merchant, late.fields);
    if (request.ok) settlement.settleWhenDue(settlement.take(request.value, late.behaviour));
  });
}

function submitted(
  { truth }: Gateway,
  { merchantId, requestId }: Pick<RefundFields, "merchantId" | "requestId">,
  result: string,
): void {
  truth.record({ type: "submission", submission: { requestId, merchantId, at: new Date().toISOString(), result } });
}

function violate({ truth }: Pick<Gateway, "truth">, wrong: readonly string[], requestId: string | null): void {
  for (const what of wrong)
    truth.record({ type: "violation", violation: { at: new Date().toISOString(), what, requestId } });
}
