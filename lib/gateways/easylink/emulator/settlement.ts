import { randomInt } from "node:crypto";
import type { Agenda } from "../../emulator-kit/agenda.ts";
import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import { deliver, type Message, type Try } from "../../emulator-kit/delivery.ts";
import { isAcknowledged, refundNotification } from "./notification.ts";
import type { RefundRequest, RefundTruth, Truth } from "./truth.ts";

/** What happens to a refund after the request was taken. */
export type Settlement = {
  readonly take: (request: RefundRequest, behaviour: Behaviour) => RefundTruth;
  /** Plans the channel's result and the silent end after two hours. */
  readonly schedule: (refund: RefundTruth) => void;
  /** As planned, now. Resolves when each notification has been tried once. */
  readonly settleNow: (refund: RefundTruth) => Promise<void>;
  readonly settle: (refund: RefundTruth, as: SettleAs) => Promise<void>;
  /** State 4, and nobody is told. */
  readonly close: (refund: RefundTruth) => void;
  readonly send: (refund: RefundTruth, message: Message, times: number) => Promise<void>;
  /** Takes up what was still to do when the emulator was stopped. */
  readonly resume: () => void;
};

type SettleAs = {
  readonly succeeded: boolean;
  readonly errCode: string | null;
  readonly notifications: number;
};

/** Six sends: at 0, 30, 90, 180, 300 and 450 s. */
const GAPS_S = [30, 60, 90, 120, 150];
const CLOSE_AFTER_MS = 2 * 3_600_000;

export function createSettlement(truth: Truth, agenda: Agenda): Settlement {
  const settingsOf = (mchNo: string) => truth.merchants.get(mchNo)?.settings;

  function take(request: RefundRequest, behaviour: Behaviour): RefundTruth {
    const now = Date.now();
    const { waitingState = 1, timeScale = 1 } = settingsOf(request.mchNo) ?? {};
    const refund: RefundTruth = {
      ...request,
      refundOrderId: refundOrderId(now),
      channelOrderNo: digits(28),
      createdAt: now,
      behaviour,
      settleAt: behaviour.settleAfterMs === null ? null : now + behaviour.settleAfterMs,
      closeAt: now + CLOSE_AFTER_MS * timeScale,
      state: behaviour.channel === "error" ? 0 : waitingState,
      errCode: null,
      errMsg: null,
      endedAt: null,
      moves: 0,
      notificationsDue: 0,
      notifications: [],
    };
    truth.record({ type: "taken", refund });
    return truth.refunds.get(refund.refundOrderId) ?? refund;
  }

  function schedule(refund: RefundTruth): void {
    if (refund.settleAt !== null) agenda.at(refund.settleAt, () => settleNow(refund));
    agenda.at(refund.closeAt, () => close(refund));
  }

  async function settleNow(refund: RefundTruth): Promise<void> {
    const { channel, result, resultCode, notifications } = refund.behaviour;
    if (channel === "error" || channel === "silent") return moveUntold(refund, result === "success");
    const errCode = resultCode === null ? null : String(resultCode);
    await settle(refund, { succeeded: result === "success", errCode, notifications });
  }

  /** The channel paid, or not, and easylink never learns of it. */
  function moveUntold(refund: RefundTruth, paid: boolean): void {
    if (paid && refund.moves === 0) truth.record({ type: "moved", refundOrderId: refund.refundOrderId });
  }

  async function settle(refund: RefundTruth, { succeeded, errCode, notifications }: SettleAs): Promise<void> {
    if (refund.state > 1) return;
    const { refundOrderId } = refund;
    const failure = { errCode: errCode ?? "ACQ.TRADE_HAS_CLOSE", errMsg: "Business Failed" };
    const words = succeeded ? { errCode: null, errMsg: null } : failure;
    truth.record({ type: "ended", refundOrderId, state: succeeded ? 2 : 3, ...words, notifications, at: Date.now() });
    await notify(refund, notifications, 0);
  }

  function close(refund: RefundTruth): void {
    if (refund.state > 1) return;
    const { refundOrderId } = refund;
    truth.record({
      type: "ended",
      refundOrderId,
      state: 4,
      errCode: null,
      errMsg: null,
      notifications: 0,
      at: Date.now(),
    });
  }

  async function notify(refund: RefundTruth, times: number, triesBefore: number): Promise<void> {
    const message = plannedMessage(truth, refund);
    if (message) await send(refund, message, times, triesBefore);
  }

  async function send(refund: RefundTruth, message: Message, times: number, triesBefore = 0): Promise<void> {
    const { timeScale = 1 } = settingsOf(refund.mchNo) ?? {};
    const delivery = {
      message,
      isAcknowledged,
      gapsMs: GAPS_S.map((gap) => gap * 1_000 * timeScale),
      triesBefore,
      onTry: (result: Try, last: boolean) =>
        truth.record({ type: "tried", refundOrderId: refund.refundOrderId, result, last }),
    };
    await Promise.all(Array.from({ length: times }, () => deliver(agenda, delivery)));
  }

  function resume(): void {
    for (const refund of truth.refunds.values()) {
      if (refund.state < 2) schedule(refund);
      else if (refund.notificationsDue > 0) void notify(refund, refund.notificationsDue, refund.notifications.length);
    }
  }

  return { take, schedule, settleNow, settle, close, send, resume };
}

/** The planned notification: true, or false in the planned way. */
function plannedMessage(truth: Truth, refund: RefundTruth): Message | undefined {
  switch (refund.behaviour.notification) {
    case "genuine":
      return refundNotification(truth, refund);
    case "wrong_amount":
      return refundNotification(truth, refund, { fields: { refundAmount: refund.refundAmount + 1 } });
    case "wrong_key":
    case "forged":
      return refundNotification(truth, refund, { kind: "forged", fields: { state: refund.state === 2 ? 3 : 2 } });
  }
}

/** As easylink's own: R, the time in 17 digits, and four more. */
function refundOrderId(now: number): string {
  return `R${new Date(now).toISOString().replace(/\D/g, "")}${digits(4)}`;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
