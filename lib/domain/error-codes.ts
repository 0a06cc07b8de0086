/**
 * Every expected refusal, once: its HTTP status, and an English sentence that says what to do. Screens translate
 * by the code (messages, `errors.<code>`); docs/error-codes.md explains each.
 */
export const ERROR_CODES = {
  invalid_request: [
    400,
    "The request does not have the right shape. Correct the fields named in `errors` and send it again.",
  ],
  unauthorized: [401, "Sign in, or send a valid API key as `Authorization: Bearer …`."],
  forbidden: [403, "You do not have the right to do this. Ask an administrator for it."],
  order_not_found: [404, "There is no order with this ID. Check the ID, or import the order first."],
  payment_not_found: [404, "There is no payment with this ID. Read the order to see its payments."],
  refund_not_found: [404, "There is no refund with this ID or reference."],
  gateway_account_not_found: [404, "There is no gateway account with this ID. Create it first."],
  user_not_found: [404, "There is no user with this ID."],
  not_found: [404, "There is nothing at this address."],
  refund_exceeds_balance: [
    409,
    "The amount is more than can still be refunded of this payment. Ask for at most the refundable balance.",
  ],
  idempotency_key_reused: [409, "This key was used for a request with other content. Use a new key for a new request."],
  payment_not_refundable: [409, "This payment cannot be refunded now. Only a payment that succeeded can."],
  payment_belongs_to_other_order: [
    409,
    "This gateway payment already belongs to another order. One gateway payment belongs to one order.",
  ],
  amount_below_refunded: [409, "The amount is less than what is already refunded or reserved of this payment."],
  payment_currency_changed: [409, "A payment keeps its currency and its gateway account. Check the IDs."],
  duplicate_refund_suspected: [
    409,
    "The same amount of this payment was asked for less than a minute ago. Ask again only if you mean a second refund.",
  ],
  balance_changed: [409, "The balance changed since the form was opened. Look at the new figures and decide again."],
  receiver_required: [
    400,
    "This payment was made by QR: the beneficiary's account name, number and SWIFT code are needed.",
  ],
  receiver_not_expected: [400, "This payment goes back the way it came: leave the beneficiary's account out."],
  currency_not_supported: [400, "The gateway of this payment does not take this currency."],
  already_decided: [409, "Somebody decided this refund already. Reload to see by whom."],
  not_your_own: [403, "You asked for this refund; another person has to decide."],
  question_answered: [409, "Somebody answered this question already. Reload to see the answer."],
  content_changed: [409, "What you saw is not what would be sent. Reload and look again before you decide."],
  daily_limit_reached: [
    409,
    "This would go beyond what the policy lets one person do in a day. Ask somebody else, or wait until tomorrow.",
  ],
  too_late: [409, "It is too late for this: the refund has moved on. Reload to see where it is."],
  not_verified_yet: [
    409,
    "The database was restored, and this refund may have been sent before. Its gateway is being asked; decide when it has answered.",
  ],
  no_approver: [409, "Nobody else may approve this refund. Ask an administrator to give another person the right."],
  account_paused: [409, "Sending is paused for this gateway account."],
  second_person_needed: [403, "You proposed this change; another administrator has to confirm it."],
  change_waits: [409, "A change waits for its second administrator. Confirm or withdraw it first."],
  change_over: [409, "This change was confirmed or withdrawn already."],
  change_outdated: [409, "The account was changed since this was proposed. Withdraw it and propose it again."],
  gateway_unreachable: [502, "The gateway did not answer. Nothing was changed; try again in a moment."],
  gateway_refused: [502, "The gateway refused the question. Its words are shown below."],
  gateway_cannot: [409, "This gateway offers no such operation."],
  not_verified: [409, "Only a message whose signature was good can be processed again."],
  email_taken: [409, "There is a user with this e-mail address already."],
  last_admin: [409, "This is the last administrator. Give another person the role first."],
  password_too_weak: [400, "Choose a password of at least 15 characters that is not on the list of known ones."],
  password_wrong: [403, "The present password is not right."],
  sign_in_failed: [401, "E-mail or password is not right, or the account is locked for a while."],
  token_expired: [410, "This link was used or has expired. Ask an administrator for a new one."],
  rate_limited: [429, "Too many requests. Wait a little and try again."],
  unavailable: [503, "The service cannot answer just now; nothing was changed. Try again in a moment."],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A field that is wrong: where, the key of the sentence, and the values it names. */
export type FieldError = { readonly field: string; readonly message: string };

/** What a service answers when it refuses. Nothing in it comes from a stranger's error message. */
export type AppError = {
  readonly code: ErrorCode;
  readonly errors?: readonly FieldError[];
  readonly detail?: Readonly<Record<string, unknown>>;
};

export function appError(code: ErrorCode, more: Omit<AppError, "code"> = {}): AppError {
  return { code, ...more };
}
