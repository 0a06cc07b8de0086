import { randomBytes } from "node:crypto";
import type { Agenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { deliver, type Message, type Try } from "../../emulator-kit/delivery.ts";
import { isAcknowledged, refundNotification } from "./notification.ts";
import type { RefundRequest, RefundTruth, Truth } from "./truth.ts";

/** What happens to a refund after the request was taken. */
export type Settlement = {
  readonly take: (request: RefundRequest, behaviour: Behaviour) => RefundTruth;
  readonly settleWhenDue: (refund: RefundTruth) => void;
  /** As planned, now. Resolves when each notification has been tried once. */
  readonly settleNow: (refund: RefundTruth) => Promise<void>;
  readonly settle: (refund: RefundTruth, as: SettleAs) => Promise<void>;
  readonly send: (refund: RefundTruth, message: Message, times: number) => Promise<void>;
  /** Takes up what was still to do when the emulator was stopped. */
  readonly resume: () => void;
};

export type SettleAs = { readonly succeeded: boolean; readonly code: number; readonly notifications: number };

export function createSettlement(truth: Truth, agenda: Agenda): Settlement {
  function take(request: RefundRequest, behaviour: Behaviour): RefundTruth {
    const refund: RefundTruth = {
      ...request,
      transId: twelveCharacters(),
      notificationTransactionId: twelveCharacters(),
      takenAt: new Date().toISOString(),
      behaviour,
      settleAt: behaviour.settleAfterMs === null ? null : Date.now() + behaviour.settleAfterMs,
      status: "pending",
      resultCode: 0,
      moves: 0,
      settledAt: null,
      notificationsDue: 0,
      notifications: [],
    };
    truth.record({ type: "taken", refund });
    return truth.refunds.get(refund.transId) ?? refund;
  }

  function settleWhenDue(refund: RefundTruth): void {
    if (refund.settleAt === null) return;
    agenda.at(refund.settleAt, () => settleNow(refund));
  }

  function settleNow(refund: RefundTruth): Promise<void> {
    return settle(refund, asPlanned(refund.behaviour));
  }

  async function settle(refund: RefundTruth, { succeeded, code, notifications }: SettleAs): Promise<void> {
    if (refund.status !== "pending") return;
    truth.record({
      type: "settled",
      transId: refund.transId,
      status: succeeded ? "succeeded" : "failed",
      resultCode: code,
      notifications,
      at: new Date().toISOString(),
    });
    await notify(refund, notifications, 0);
  }

  async function notify(refund: RefundTruth, times: number, triesBefore: number): Promise<void> {
    const message = messageOf(truth, refund);
    if (message) await send(refund, message, times, triesBefore);
  }

  async function send(refund: RefundTruth, message: Message, times: number, triesBefore = 0): Promise<void> {
    const { notificationTries = 1, notificationGapMs = 0 } = truth.merchants.get(refund.merchantCode)?.settings ?? {};
    const delivery = {
      message,
      isAcknowledged,
      gapsMs: Array.from({ length: notificationTries - 1 }, () => notificationGapMs),
      triesBefore,
      onTry: (result: Try, last: boolean) => truth.record({ type: "tried", transId: refund.transId, result, last }),
    };
    await Promise.all(Array.from({ length: times }, () => deliver(agenda, delivery)));
  }

  function resume(): void {
    for (const refund of truth.refunds.values()) {
      if (refund.status === "pending") settleWhenDue(refund);
      else if (refund.notificationsDue > 0) void notify(refund, refund.notificationsDue, refund.notifications.length);
    }
  }

  return { take, settleWhenDue, settleNow, settle, send, resume };
}

function asPlanned(behaviour: Behaviour): SettleAs {
  const succeeded = behaviour.result === "success";
  return { succeeded, code: succeeded ? 0 : Number(behaviour.resultCode ?? 1), notifications: behaviour.notifications };
}

/** The planned notification: true, or false in the planned way. */
function messageOf(truth: Truth, refund: RefundTruth): Message | undefined {
  const merchant = truth.merchants.get(refund.merchantCode);
  if (!merchant?.notificationUrl) return undefined;
  const payment = truth.payment(refund.merchantCode, refund.paymentId);
  switch (refund.behaviour.notification) {
    case "genuine":
      return refundNotification(merchant, refund, payment);
    case "wrong_amount":
      return refundNotification(merchant, refund, payment, { fields: { neo_Amount: refund.amount + 1 } });
    case "wrong_key":
    case "forged":
      return refundNotification(merchant, refund, payment, {
        kind: "forged",
        fields: { neo_ResponseCode: refund.resultCode === 0 ? 1 : 0 },
      });
  }
}

/** As NeoX's own: `5SYNM1OELUND`. */
function twelveCharacters(): string {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
  return [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join("");
}
