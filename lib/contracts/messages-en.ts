import { ERROR_CODES } from "#lib/domain/error-codes.ts";

/**
 * English sentences for the message keys of fields, for the API and the command line, which always answer English.
 * A key may carry a value after a colon (`too_long:100`), which takes the place of `{value}`.
 */
export const FIELD_SENTENCES: Readonly<Record<string, string>> = {
  field_missing: "This field is required.",
  field_empty: "This field must not be empty.",
  field_unknown: "There is no such field. Check its spelling, or leave it out.",
  field_repeated: "This field is given more than once.",
  expected: "This must be of type {value}.",
  format: "This does not have the right format ({value}).",
  too_long: "Use at most {value} characters.",
  too_many: "At most {value} are possible.",
  too_few: "At least {value} is needed.",
  "format:datetime": "Write the time as ISO 8601 with its offset, such as 2024-05-01T10:20:30+07:00.",
  "format:uuid": "This is not an ID of ours, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b.",
  differs_from_line: "This differs from line {value}, which is of the same order.",
  cells_and_columns_differ: "This line has another number of cells than the header.",
  order_not_stored:
    "This order could not be stored because of a fault of ours. Import the file again later: what is stored stays as it is.",
  not_json: "The body is not valid JSON.",
  not_utf8: "The body is not valid UTF-8.",
  not_an_object: "The body must be one JSON object.",

  amount_not_text: 'Write the amount as a text, such as "100000" for VND or "12.50" for HKD: JSON numbers lose digits.',
  money_unreadable:
    'Write the amount as digits with at most one point, such as "100000" or "12.50": no sign, group separator, exponent or blank.',
  money_too_many_digits: "The amount has more decimals than its currency: VND has none, HKD has two.",
  money_not_positive: "The amount must be more than nothing.",
  money_too_large: "The amount is larger than can be stored.",
  currency_unknown: "This is no currency code of ISO 4217, such as VND, HKD or CNY.",
  currency_differs: "The currency is not the one of the payment.",

  text_unwelcome_characters: "Leave out control characters, direction marks and broken characters.",
  reason_missing: "Say why the money goes back.",
  reason_too_long: "Use at most 64 characters.",
  note_too_long: "Use at most 1000 characters.",
  payment_status_unknown:
    "The status must be succeeded, processing or failed, or the word of the payment's own gateway for it.",
  order_id_is_dots: "An address cannot name an order by one or two dots alone. Use another order ID.",
  payment_ref_missing: "Give the gateway's payment ref or its transaction ref: without one nothing can be refunded.",
  payment_repeated: "This order names the same gateway payment twice. Name each payment once, with its own ref.",
  refunded_above_amount: "More than was paid cannot have been refunded.",
  request_key_unusable: "This key cannot be used. Load the form anew.",
  cursor_unreadable: "This is no cursor of ours. Begin with the first page.",
  state_unknown: "There is no such state of a refund.",
  search_empty: "Write what to search for.",
  day_unreadable: "Write the day as year-month-day, such as 2026-11-22.",
  days_reversed: "The last day is before the first one.",
  age_unknown: "There is no such span of time.",
  currency_missing: "Name the currency of the amounts.",
  amounts_reversed: "The higher amount is below the lower one.",
  person_unknown: "There is no such person.",
  tab_unknown: "There is no such tab.",
  refunded_unknown: "The only day to choose here is today.",
  kind_unknown: "There is no such kind of case.",
  severity_unknown: "The gravity is 1, 2 or 3.",
  sort_unknown: "This list cannot be sorted like that.",
  idempotency_key_missing:
    "Send the header Idempotency-Key: 1 to 255 printable ASCII characters, a new key for each new request.",

  receiver_required: "This payment was made by QR: the beneficiary's account name, number and SWIFT code are needed.",
  receiver_not_expected: "This payment goes back the way it came: leave the receiver out.",
  receiver_name_missing: "Give the name of the account's holder.",
  receiver_name_too_long: "Use at most 70 characters.",
  receiver_name_characters: "Use letters A to Z, digits and . , ' ( ) & / - only.",
  receiver_number_format: "An account number has 4 to 19 digits or letters.",
  receiver_number_of_card: "This looks like the number of a card. A refund needs the number of the bank account.",
  receiver_number_unusual: "Account numbers at this bank usually have {value} digits. Compare it once more.",
  receiver_swift_format: "A SWIFT code of a bank in Vietnam has 8 or 11 characters, such as BFTVVNVX.",

  email_format: "This is no e-mail address.",
  name_missing: "Give a name.",
  role_unknown: "The role must be support, staff, manager or admin.",
  password_missing: "Give a password.",
  password_too_short: "Use at least 15 characters.",
  password_common: "This password is on the list of known ones.",
  password_names_account: "Leave your name and e-mail address out of the password.",
  password_below: "Use at least {value} characters.",
  password_too_long: "Use at most 1024 characters.",
  language_unknown: "There is no such language.",
  zone_unknown: "This is no time zone, such as Asia/Ho_Chi_Minh.",
  undo_window_range: "Use 0 to 60,000 milliseconds.",
  approval_ttl_range: "Use 1 to 720 hours.",
  number_whole: "Use a whole number.",

  environment_format: "Use small letters, such as sandbox or production.",
  gateway_unknown: "There is no such gateway.",
  secret_format: "Use {value} characters: letters, digits and signs, no blank.",
  id_format: "Use {value} characters: letters A to Z, digits, - and _.",
  letters_and_digits: "Use {value} letters A to Z and digits.",
  production_floor: "In production this must be at least {value}.",
};

/** A field can also be wrong by what the whole request is refused for. */
const PROBLEM_SENTENCES = new Map(Object.entries(ERROR_CODES).map(([code, [, sentence]]) => [code, sentence]));

/** The sentence of a key; what is no key is a sentence already. */
export function fieldSentence(message: string): string {
  const colon = message.indexOf(":");
  const key = colon < 0 ? message : message.slice(0, colon);
  const sentence = FIELD_SENTENCES[message] ?? FIELD_SENTENCES[key] ?? PROBLEM_SENTENCES.get(key);
  return sentence?.replace("{value}", message.slice(colon + 1)) ?? message;
}
