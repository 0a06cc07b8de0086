import type { Behaviour } from "../../emulator-kit/behaviour.ts";
import type { EmulatorAnswer } from "../../emulator-kit/server.ts";
import { readAmount, writeAmount } from "./amount.ts";
import type { Checked } from "./checks.ts";
import { errorAnswer, fieldsOf, type No, orderFieldsOf, progressOf, signedAnswer } from "./messages.ts";
import { type Fields, queryFieldsSchema } from "./protocol.ts";
import type { Merchant, Truth } from "./truth.ts";

const PATHS = ["/icc/refundQuery", "/icc/orderQuery"];

export function isQueryPath(path: string): boolean {
  return PATHS.includes(path);
}

type Asking = { readonly truth: Truth; readonly asked: Map<string, number[]> };

/** The refund by the number the merchant gave it, or the payment by its own. */
export function answerQuery(
  gateway: Asking,
  merchant: Merchant,
  path: string,
  message: Checked<Fields>,
  requestId: string,
): EmulatorAnswer {
  const { merchantId, settings } = merchant;
  const { answer: fault, answerSays, code } = gateway.truth.plans.nextQuery(merchantId);
  const refuse = (no: No) => ({ ...errorAnswer(merchant, no, merchantId, requestId), fault });
  if (!message.ok) return refuse(message.no);
  if (!queryFieldsSchema.safeParse(message.value).success)
    return refuse({ code: settings.codes.request, text: "方法参数无效" });
  if (code !== null) return refuse({ code: String(code), text: "Refused by plan" });
  if (isTooOften(gateway, merchant)) return refuse({ code: settings.codes.limit, text: "Too many queries" });

  const found =
    path === "/icc/refundQuery" ? refundFound(gateway, merchant, requestId) : orderFound(gateway, merchant, requestId);
  return found.ok ? { ...planned(merchant, found.value, answerSays), fault } : refuse(found.no);
}

/** What the plan makes of a signed answer. */
export function planned(merchant: Merchant, fields: Fields, says: Behaviour["answerSays"]): EmulatorAnswer {
  switch (says) {
    case "truth":
      return signedAnswer(merchant, fields);
    case "forged":
    case "wrong_key":
      return signedAnswer(merchant, fields, says);
    case "other_refund":
      return signedAnswer(merchant, { ...fields, requestId: `${fields.requestId}X`, refundId: "1" });
    case "wrong_amount":
      return signedAnswer(merchant, { ...fields, amount: wrongAmount(merchant, fields) });
  }
}

function refundFound({ truth }: Asking, merchant: Merchant, requestId: string): Checked<Fields> {
  const { merchantId, settings } = merchant;
  if (!settings.refundQuery)
    return { ok: false, no: { code: settings.codes.notLicensed, text: "interface not supported" } };
  const refund = truth.refundOf(merchantId, requestId);
  if (!refund) return notKnown(settings.codes.unknownRefund);
  return { ok: true, value: { status: "SUCCESS", ...fieldsOf(merchant, refund), ...progressOf(merchant, refund) } };
}

function orderFound({ truth }: Asking, merchant: Merchant, requestId: string): Checked<Fields> {
  const payment = truth.payment(merchant.merchantId, requestId);
  return payment ? { ok: true, value: orderFieldsOf(merchant, payment) } : notKnown(merchant.settings.codes.payment);
}

function notKnown(code: string): Checked<never> {
  return { ok: false, no: { code, text: "requestId record does not exist" } };
}

function isTooOften({ asked }: Asking, { merchantId, settings }: Merchant): boolean {
  const now = Date.now();
  const recent = (asked.get(merchantId) ?? []).filter((at) => at > now - 60_000);
  asked.set(merchantId, [...recent, now]);
  return recent.length >= settings.queriesPerMinute;
}

/** One minor unit too much. */
function wrongAmount({ settings }: Merchant, { amount, currency }: Fields): string {
  const { amountFormat } = settings;
  const minor = readAmount(String(amount), String(currency), amountFormat) ?? 0;
  return writeAmount(minor + 1, String(currency), amountFormat);
}
