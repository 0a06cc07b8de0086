import { randomInt } from "node:crypto";
import type { Agenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { deliver, type Message, type Try } from "../../emulator-kit/delivery.ts";
import { writeAmount } from "./amount.ts";
import { isAcknowledged, refundNotification } from "./messages.ts";
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

type SettleAs = { readonly succeeded: boolean; readonly notifications: number };

export function createSettlement(truth: Truth, agenda: Agenda): Settlement {
  function take(request: RefundRequest, behaviour: Behaviour): RefundTruth {
    const refund: RefundTruth = {
      ...request,
      refundId: figures(15),
      bankNumber: figures(6),
      takenAt: new Date().toISOString(),
      behaviour,
      settleAt: behaviour.settleAfterMs === null ? null : Date.now() + behaviour.settleAfterMs,
      status: "pending",
      moves: 0,
      settledAt: null,
      notificationsDue: 0,
      notifications: [],
    };
    truth.record({ type: "taken", refund });
    return truth.refunds.get(refund.refundId) ?? refund;
  }

  function settleWhenDue(refund: RefundTruth): void {
    if (refund.settleAt === null) return;
    agenda.at(refund.settleAt, () => settleNow(refund));
  }

  function settleNow(refund: RefundTruth): Promise<void> {
    const { result, notifications } = refund.behaviour;
    return settle(refund, { succeeded: result === "success", notifications });
  }

  async function settle(refund: RefundTruth, { succeeded, notifications }: SettleAs): Promise<void> {
    if (refund.status !== "pending") return;
    truth.record({
      type: "settled",
      refundId: refund.refundId,
      status: succeeded ? "succeeded" : "failed",
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
    const { refundId, merchantId } = refund;
    const delivery = {
      message,
      isAcknowledged,
      gapsMs: truth.merchants.get(merchantId)?.settings.notificationGapsMs ?? [],
      triesBefore,
      onTry: (result: Try, last: boolean) => truth.record({ type: "tried", refundId, result, last }),
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

/** The planned notification: true, or false in the planned way. */
function messageOf(truth: Truth, refund: RefundTruth): Message | undefined {
  const merchant = truth.merchants.get(refund.merchantId);
  if (!merchant) return undefined;
  const { amountMinor, currency, behaviour } = refund;
  switch (behaviour.notification) {
    case "genuine":
      return refundNotification(merchant, refund);
    case "wrong_amount": {
      const amount = writeAmount(amountMinor + 1, currency, merchant.settings.amountFormat);
      return refundNotification(merchant, refund, { fields: { amount } });
    }
    case "forged":
    case "wrong_key":
      return refundNotification(merchant, refund, { manner: behaviour.notification });
  }
}

/** As PayEase's own: 816290053119947. */
function figures(length: number): string {
  return Array.from({ length }, (_, index) => String(randomInt(index === 0 ? 1 : 0, 10))).join("");
}
