import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type Agenda, createAgenda } from "./agenda.ts";
import type { Behaviour } from "./behaviour.ts";
import { CONTROL_PATH, type Commands, runCommand } from "./control-server.ts";
import { deliver, type Message, type Try } from "./delivery.ts";
import { openJournal } from "./journal.ts";
import { type EmulatorPage, latest, showPage } from "./page.ts";
import {
  merchantSchema,
  type PlainEvent,
  type PlainRefund,
  type PlainRequest,
  PlainTruth,
  paymentSchema,
  planRequestSchema,
} from "./plain-truth.ts";
import type { Emulator, EmulatorAnswer, EmulatorRequest } from "./server.ts";

/** What a gateway's own pages say of its wire; everything else an emulator does is the same for all. */
export type PlainProtocol = {
  readonly name: string;
  readonly displayName: string;
  /** What an amount counts, for people: "cents". */
  readonly unit: string;
  /** Reads and verifies a request. `violations` is what was not as documented, refused or not. */
  readonly read: (request: EmulatorRequest, secretOf: (merchantId: string) => string | undefined) => PlainReading;
  /** An explicit no. */
  readonly no: (code: string, text: string) => EmulatorAnswer;
  /** A refund was taken, or is told of when asked. */
  readonly yes: (refund: PlainRefund, key: string) => EmulatorAnswer;
  readonly notification: (refund: PlainRefund, key: string, url: string) => Message;
  readonly isAcknowledged: (answer: { readonly status: number; readonly body: string }) => boolean;
  /** The gateway's codes for what every gateway checks. */
  readonly codes: Readonly<Record<"unknownPayment" | "exceedsBalance" | "knownReference" | "unknownRefund", string>>;
};

export type PlainReading =
  | { readonly kind: "refund"; readonly request: PlainRequest; readonly violations: readonly string[] }
  | { readonly kind: "query"; readonly merchantId: string; readonly reference: string }
  | { readonly kind: "refused"; readonly answer: EmulatorAnswer; readonly violations: readonly string[] };

type Gateway = { readonly truth: PlainTruth; readonly agenda: Agenda; readonly protocol: PlainProtocol };

const WRONG_KEY = "not-the-secret-of-this-merchant";

/** A gateway that takes refunds, tells of them when asked, and notifies: all that a new one has to bring is its wire. */
export function createPlainEmulator(protocol: PlainProtocol, folder: string): Emulator {
  const journal = openJournal<PlainEvent>(join(folder, `${protocol.name}.jsonl`));
  const gateway: Gateway = { truth: new PlainTruth(journal), agenda: createAgenda(), protocol };
  for (const refund of gateway.truth.refunds.values()) resume(gateway, refund);
  return {
    name: protocol.name,
    handle: (request) => handle(gateway, request),
    close: () => {
      gateway.agenda.clear();
      journal.close();
    },
  };
}

async function handle(gateway: Gateway, request: EmulatorRequest): Promise<EmulatorAnswer> {
  const { truth, protocol } = gateway;
  if (request.path === "/" && request.method === "GET") return showPage(pageOf(gateway));
  if (request.path.startsWith(CONTROL_PATH)) return runCommand(COMMANDS, gateway, request);
  const reading = protocol.read(request, (merchantId) => truth.merchants.get(merchantId)?.secret);
  if (reading.kind === "query") return query(gateway, reading);
  for (const what of reading.violations) violate(gateway, what);
  return reading.kind === "refused" ? reading.answer : refund(gateway, reading.request);
}

function query({ truth, protocol }: Gateway, asked: { merchantId: string; reference: string }): EmulatorAnswer {
  const { answer: fault, answerSays, code } = truth.plans.nextQuery(asked.merchantId);
  if (code !== null) return { ...protocol.no(String(code), "Refused by plan"), fault };
  const found = truth.refundOf(asked.merchantId, asked.reference);
  if (!found) return { ...protocol.no(protocol.codes.unknownRefund, "No such refund"), fault };
  return { ...told(truth, protocol, found, answerSays), fault };
}

async function refund(gateway: Gateway, request: PlainRequest): Promise<EmulatorAnswer> {
  const { truth } = gateway;
  const isRepeated = truth.submissions.some(({ reference }) => reference === request.reference);
  if (isRepeated) violate(gateway, `${request.reference} was sent before`);
  const { behaviour, servedBy } = truth.plans.next(request.merchantId, request.reference);
  if (servedBy !== undefined) truth.record({ type: "queue_served", merchantId: servedBy });

  const answer = await act(gateway, request, behaviour);
  if (behaviour.answerAfterMs > 0) await wait(behaviour.answerAfterMs, undefined, { ref: false });
  return { ...answer, fault: behaviour.answer };
}

async function act(gateway: Gateway, request: PlainRequest, behaviour: Behaviour): Promise<EmulatorAnswer> {
  const { truth, agenda, protocol } = gateway;
  const no = (code: string, text: string) => {
    submitted(gateway, request, `refused: ${text}`);
    return protocol.no(code, text);
  };
  if (behaviour.take === "refuse") return no(String(behaviour.code), behaviour.text ?? "Refused by plan");
  const isLate = behaviour.takeAfterMs > 0;
  if (behaviour.take === "ignore" || isLate) {
    submitted(gateway, request, isLate ? "lands late" : "ignored");
    if (isLate) agenda.at(Date.now() + behaviour.takeAfterMs, () => void accept(gateway, request, behaviour));
    return protocol.no("", "");
  }
  const refusal = refusalOf(gateway, request);
  if (refusal) return no(...refusal);

  submitted(gateway, request, "accepted");
  const taken = await accept(gateway, request, behaviour);
  if (behaviour.code !== null) return protocol.no(String(behaviour.code), behaviour.text ?? "Refused, and paid");
  return told(truth, protocol, taken, behaviour.answerSays);
}

/** What every gateway checks, with its code and words. */
function refusalOf({ truth, protocol }: Gateway, request: PlainRequest): [code: string, text: string] | undefined {
  const left = truth.leftOf(request);
  if (truth.refundOf(request.merchantId, request.reference))
    return [protocol.codes.knownReference, "This reference was used before"];
  if (left === undefined) return [protocol.codes.unknownPayment, "No such payment"];
  return left < request.amountMinor ? [protocol.codes.exceedsBalance, "More than is left"] : undefined;
}

async function accept(gateway: Gateway, request: PlainRequest, behaviour: Behaviour): Promise<PlainRefund> {
  const { truth } = gateway;
  const number = `R${randomBytes(8).toString("hex").toUpperCase()}`;
  const settleAt = behaviour.settleAfterMs === null ? null : Date.now() + behaviour.settleAfterMs;
  const open = { status: "pending", resultCode: null, moves: 0, notificationsDue: 0, notifications: [] } as const;
  truth.record({ type: "taken", refund: { ...request, ...open, id: number, behaviour, settleAt, notifications: [] } });
  const taken = known(truth, number);
  if (behaviour.notifyBeforeAnswer) await settle(gateway, taken);
  else resume(gateway, taken);
  return taken;
}

/** Takes up what is still to do, also after a restart. */
function resume(gateway: Gateway, { id, status, settleAt, notificationsDue, notifications }: PlainRefund): void {
  const one = known(gateway.truth, id);
  if (status === "pending" && settleAt !== null) gateway.agenda.at(settleAt, () => settle(gateway, one));
  if (notificationsDue > 0) void send(gateway, one, notificationsDue, notifications.length);
}

async function settle(gateway: Gateway, one: PlainRefund): Promise<void> {
  if (one.status !== "pending") return;
  const { result, resultCode, notifications } = one.behaviour;
  const failure = result === "success" ? null : String(resultCode ?? "failed");
  gateway.truth.record({ type: "settled", id: one.id, failure, notifications });
  await send(gateway, one, notifications, 0);
}

async function send(gateway: Gateway, one: PlainRefund, times: number, triesBefore: number): Promise<void> {
  const { protocol, truth, agenda } = gateway;
  const message = messageOf(gateway, one, one.behaviour.notification);
  if (!message) return;
  const delivery = {
    message,
    isAcknowledged: protocol.isAcknowledged,
    gapsMs: truth.merchants.get(one.merchantId)?.notificationGapsMs ?? [],
    triesBefore,
    onTry: (result: Try, last: boolean) => truth.record({ type: "tried", id: one.id, result, last }),
  };
  await Promise.all(Array.from({ length: times }, () => deliver(agenda, delivery)));
}

function messageOf({ truth, protocol }: Gateway, one: PlainRefund, kind: Behaviour["notification"]) {
  const secret = truth.merchants.get(one.merchantId)?.secret;
  if (!secret || !one.notificationUrl) return undefined;
  const isForged = kind === "forged" || kind === "wrong_key";
  const said = kind === "wrong_amount" ? { ...one, amountMinor: one.amountMinor + 1 } : one;
  return protocol.notification(said, isForged ? WRONG_KEY : secret, one.notificationUrl);
}

/** The truth, or what the plan puts in its place. */
function told(truth: PlainTruth, protocol: PlainProtocol, one: PlainRefund, says: Behaviour["answerSays"]) {
  const secret = truth.merchants.get(one.merchantId)?.secret ?? "";
  switch (says) {
    case "truth":
      return protocol.yes(one, secret);
    case "wrong_key":
    case "forged":
      return protocol.yes(one, WRONG_KEY);
    case "other_refund":
      return protocol.yes({ ...one, reference: "another" }, secret);
    case "wrong_amount":
      return protocol.yes({ ...one, amountMinor: one.amountMinor + 1 }, secret);
  }
}

const notifySchema = z.strictObject({ reference: z.string(), kind: z.enum(["genuine", "forged"]).default("genuine") });
export type NotifyInput = z.input<typeof notifySchema>;

const COMMANDS: Commands<Gateway> = {
  "PUT merchants": ({ truth }, body, id) => said(truth, { type: "merchant", id, merchant: merchantSchema.parse(body) }),
  "PUT payments": ({ truth }, body) => said(truth, { type: "payment", payment: paymentSchema.parse(body) }),
  "PUT plan": ({ truth }, body) => {
    const { merchantId, ...plan } = planRequestSchema.parse(body);
    return said(truth, { type: "plan", merchantId, plan });
  },
  "GET truth": ({ truth }) => shownTruth(truth),
  "GET violations": ({ truth }) => truth.violations,
  "POST notify": async (gateway, body) => {
    const { reference, kind } = notifySchema.parse(body);
    const one = [...gateway.truth.refunds.values()].findLast((refund) => refund.reference === reference);
    const message = one && messageOf(gateway, one, kind);
    if (!message) throw new Error(`Nobody can be told of ${reference}.`);
    await deliver(gateway.agenda, {
      message,
      isAcknowledged: gateway.protocol.isAcknowledged,
      gapsMs: [],
      triesBefore: 0,
      onTry: (result) => gateway.truth.record({ type: "tried", id: one.id, result, last: false }),
    });
    return {};
  },
};

export type ShownPlainTruth = ReturnType<typeof shownTruth>;

function shownTruth({ payments, refunds, submissions }: PlainTruth) {
  return {
    payments: [...payments.values()],
    refunds: [...refunds.values()].map(({ behaviour, settleAt, notificationsDue, ...shown }) => shown),
    submissions,
  };
}

function pageOf({ truth, protocol }: Gateway): EmulatorPage {
  const { refunds, submissions } = shownTruth(truth);
  return {
    name: protocol.name,
    displayName: protocol.displayName,
    unit: protocol.unit,
    tables: [
      {
        title: "Refunds",
        head: ["Reference", "Payment", "Amount", "State", "Moved"],
        rows: latest(refunds).map((one) => [
          one.reference,
          one.paymentId,
          one.amountMinor,
          one.status,
          `${one.moves} ×`,
        ]),
      },
      {
        title: "Requests that came in",
        head: ["Reference", "What became of it", "At"],
        rows: latest(submissions).map(({ reference, result, at }) => [reference, result, at]),
      },
      {
        title: "Violations of the protocol",
        head: ["What", "At"],
        rows: latest(truth.violations).map(({ what, at }) => [what, at]),
      },
    ],
  };
}

function submitted({ truth }: Gateway, { reference }: PlainRequest, result: string): void {
  truth.record({ type: "submission", submission: { reference, at: new Date().toISOString(), result } });
}

function violate({ truth }: Gateway, what: string): void {
  truth.record({ type: "violation", violation: { at: new Date().toISOString(), what } });
}

function known(truth: PlainTruth, number: string): PlainRefund {
  const refund = truth.refunds.get(number);
  if (!refund) throw new Error(`Refund ${number} was never taken.`);
  return refund;
}

function said(truth: PlainTruth, event: PlainEvent): object {
  truth.record(event);
  return {};
}
