import { z } from "zod";

/** What an emulated gateway does with one request to refund: with the money, with the answer, with the notification. */
export const behaviourSchema = z.strictObject({
  /** `refuse` says no and forgets; `ignore` never looks at the request. */
  take: z.enum(["accept", "refuse", "ignore"]),
  /** The request is looked at only after this time: it "lands late". */
  takeAfterMs: z.number().int().nonnegative(),
  /** The code of a refusal; with `take: accept` the gateway says no and pays all the same. */
  code: z.union([z.int(), z.string()]).nullable(),
  /** The words of a refusal; null leaves them to the emulator. */
  text: z.string().max(500).nullable(),
  answer: z.enum(["normal", "hang", "drop", "http_500", "html", "truncated", "empty", "oversize", "redirect"]),
  answerAfterMs: z.number().int().nonnegative(),
  /** What a signed answer says, where answers are signed (and encrypted: `wrong_key`). */
  answerSays: z.enum(["truth", "forged", "other_refund", "wrong_amount", "wrong_key"]),
  result: z.enum(["success", "failure"]),
  /**
   * Whom the payment channel behind a gateway tells its result, where answers can carry it (easylink): the gateway
   * later, or in time for the answer; or it breaks off (`error`) or keeps silent, and only the money knows.
   */
  channel: z.enum(["later", "at_once", "error", "silent"]),
  /** The code of a failure in the notification. */
  resultCode: z.union([z.int(), z.string()]).nullable(),
  /** When the result is known; null waits for the control API. */
  settleAfterMs: z.number().int().nonnegative().nullable(),
  notification: z.enum(["genuine", "forged", "wrong_amount", "wrong_key"]),
  /** How often the notification is sent, each time until it is acknowledged. */
  notifications: z.int().min(0).max(10_000),
  notifyBeforeAnswer: z.boolean(),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

export const NORMAL: Behaviour = {
  take: "accept",
  takeAfterMs: 0,
  code: null,
  text: null,
  answer: "normal",
  answerAfterMs: 0,
  answerSays: "truth",
  result: "success",
  channel: "later",
  resultCode: null,
  settleAfterMs: 1_000,
  notification: "genuine",
  notifications: 1,
  notifyBeforeAnswer: false,
};

/** The faults by name. Each is `NORMAL` with what differs. */
export const SCENARIOS = {
  accept: {},
  accept_then_fail: { result: "failure" },
  accept_and_wait: { settleAfterMs: null },
  refund_at_once: { channel: "at_once" },
  fail_at_once: { channel: "at_once", result: "failure" },
  channel_error: { channel: "error", result: "failure" },
  channel_error_but_paid: { channel: "error" },
  never_told: { channel: "silent", result: "failure" },
  never_told_but_paid: { channel: "silent" },
  refuse: { take: "refuse" },
  late: { answer: "drop", takeAfterMs: 60_000 },
  slow: { answerAfterMs: 30_000 },
  hang_before: { take: "ignore", answer: "hang" },
  hang_after_accepting: { answer: "hang" },
  drop_before: { take: "ignore", answer: "drop" },
  drop_after_accepting: { answer: "drop" },
  http_500: { take: "ignore", answer: "http_500" },
  http_500_after_accepting: { answer: "http_500" },
  html: { answer: "html" },
  truncated: { answer: "truncated" },
  empty: { answer: "empty" },
  oversize: { answer: "oversize" },
  redirect: { take: "ignore", answer: "redirect" },
  forged_answer: { answerSays: "forged" },
  answer_about_another: { answerSays: "other_refund" },
  wrong_amount_answer: { answerSays: "wrong_amount" },
  wrong_key_answer: { answerSays: "wrong_key" },
  duplicate_notification: { notifications: 3 },
  notify_before_answer: { notifyBeforeAnswer: true, settleAfterMs: 0 },
  no_notification: { notifications: 0 },
  pay_on_refusal: { code: 33, notifications: 0 },
  wrong_amount_notification: { notification: "wrong_amount" },
  forged_notification: { notification: "forged" },
} as const satisfies Record<string, Partial<Behaviour>>;

export type Scenario = keyof typeof SCENARIOS;

const scenarioNames = Object.keys(SCENARIOS) as [Scenario, ...Scenario[]];
export const scenarioSchema = z.enum(scenarioNames);

/** A scenario by name, with whatever shall differ from it. */
export const choiceSchema = behaviourSchema.partial().extend({ scenario: scenarioSchema.default("accept") });

export type Choice = z.input<typeof choiceSchema>;

export function behaviourOf({ scenario = "accept", ...changes }: Choice): Behaviour {
  return { ...NORMAL, ...SCENARIOS[scenario], ...changes };
}
