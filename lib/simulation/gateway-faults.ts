import type { Choice, Scenario } from "#lib/gateways/emulator-kit/behaviour.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Fault = { readonly name: string; readonly choice: (random: Random) => Choice };

const scenarios = (...names: Scenario[]): Fault[] =>
  names.map((name) => ({ name, choice: () => ({ scenario: name }) }));

/** What every gateway may do to a request. */
const COMMON: readonly Fault[] = [
  ...scenarios("accept_then_fail", "hang_before", "hang_after_accepting", "drop_before", "drop_after_accepting"),
  ...scenarios("http_500", "http_500_after_accepting", "html", "truncated", "empty", "oversize", "redirect"),
  ...scenarios("duplicate_notification", "notify_before_answer", "no_notification"),
  ...scenarios("wrong_amount_notification", "forged_notification"),
  { name: "slow", choice: (random) => ({ answerAfterMs: random.magnitude(1_000, MINUTE) }) },
  {
    name: "lands_late",
    choice: (random) => ({
      answer: random.pick(["drop", "hang", "empty", "http_500"]),
      takeAfterMs: random.magnitude(1_000, 2.5 * HOUR),
    }),
  },
];

/** Codes with which NeoX refuses the request itself, and others. */
const NEOX_CODES = [1, 9, 18, 19, 30, 33, 37, 42, 51, 99, -1, 77];

const NEOX: readonly Fault[] = [
  { name: "refuse", choice: (random) => ({ take: "refuse", code: random.pick(NEOX_CODES) }) },
  {
    name: "pay_on_refusal",
    // Who refuses by a documented code and pays all the same does so within the quiet time: docs/adr, the promise.
    choice: (random) => ({
      code: random.pick(NEOX_CODES),
      notifications: random.between(0, 1),
      settleAfterMs: random.magnitude(50, 10 * MINUTE),
    }),
  },
];

const EASYLINK: readonly Fault[] = [
  ...scenarios("refund_at_once", "fail_at_once", "channel_error", "channel_error_but_paid"),
  ...scenarios("never_told", "never_told_but_paid", "accept_and_wait"),
  ...scenarios("forged_answer", "answer_about_another", "wrong_amount_answer"),
  {
    name: "refuse",
    choice: (random) => ({
      take: "refuse",
      text: random.pick(["系统异常", "验签失败", "申请金额超出订单可退款余额，请检查退款金额", "Unheard of"]),
    }),
  },
  { name: "pay_on_refusal", choice: () => ({ code: 9999, notifications: 0 }) },
];

const PAYEASE: readonly Fault[] = [
  ...scenarios("forged_answer", "answer_about_another", "wrong_amount_answer", "wrong_key_answer"),
  {
    name: "refuse",
    choice: (random) => ({ take: "refuse", code: random.pick(["EH0100053", "EH0100019", "EH0100024", "EH0100099"]) }),
  },
  { name: "pay_on_refusal", choice: () => ({ code: "EH0100053", notifications: 0 }) },
];

const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  neox: [...COMMON, ...NEOX],
  easylink: [...COMMON, ...EASYLINK],
  payease: [...COMMON, ...PAYEASE],
};

export function gatewayFaults(gateway: string): readonly Fault[] {
  return FAULTS[gateway] ?? [];
}

/** How long the gateway needs to know the result: mostly moments, sometimes longer than anybody waits. */
export function settleAfterMs(random: Random): number {
  return random.chance(0.93) ? random.magnitude(20, MINUTE) : random.magnitude(MINUTE, 6 * HOUR);
}
