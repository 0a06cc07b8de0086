import type { EmulatorRequest } from "../../emulator-kit/server.ts";
import { readAmount } from "./amount.ts";
import type { EmulatorSettings } from "./control-schema.ts";
import type { No } from "./messages.ts";
import { type Fields, isHmacOf, type RefundFields, unseal } from "./protocol.ts";
import type { Merchant, RefundRequest, Truth } from "./truth.ts";

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly no: No };
type What = keyof EmulatorSettings["codes"];

/** Who asks, by the header. Without a merchant nobody can read or answer anything. */
export function checkMerchant(truth: Truth, request: EmulatorRequest): Checked<Merchant> {
  const merchant = truth.merchants.get(headerOf(request, "merchantid"));
  return merchant ? { ok: true, value: merchant } : no("EH0100021", "merchant contract does not exist");
}

/** Opens the request and says everything that is not as documented. Unreadable means refused. */
export function open(merchant: Merchant, request: EmulatorRequest): { fields?: Fields; violations: string[] } {
  const { fields, violations } = unseal(headerOf(request, "encryptkey"), request.body, merchant.platformKeyPem);
  const wrong = [...headerViolations(merchant, request, fields), ...violations, ...valueViolations(fields)];
  return fields ? { fields, violations: wrong } : { violations: wrong };
}

function headerViolations({ settings }: Merchant, request: EmulatorRequest, fields: Fields | undefined): string[] {
  const type = headerOf(request, "content-type");
  const wrong: string[] = [];
  if (type.replace(/; *charset=utf-8$/i, "") !== settings.contentType) wrong.push(`content type ${type || "missing"}`);
  if (request.query.size > 0) wrong.push("a query string");
  if (headerOf(request, "partnerid") !== (settings.partnerId ?? "")) wrong.push("header partnerId");
  for (const name of ["merchantId", "requestId"]) {
    const said = headerOf(request, name.toLowerCase());
    if (said === "" || (fields && said !== fields[name])) wrong.push(`header ${name} ${said || "missing"}`);
  }
  return wrong;
}

function valueViolations(fields: Fields = {}): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== "string") return [`${name} is no text`];
    const wrong: string[] = [];
    if (value.trim() !== value) wrong.push(`${name} has blanks around it`);
    if (/['"&<>()#]/.test(value)) wrong.push(`${name} has a forbidden character`);
    return wrong;
  });
}

/** Violations of the envelope refuse everything, and so does a wrong hmac. */
export function checkMessage(
  merchant: Merchant,
  fields: Fields | undefined,
  wrong: readonly string[],
): Checked<Fields> {
  const { codes } = merchant.settings;
  if (!fields || wrong.length > 0) return invalid(codes.request, "request", wrong[0] ?? "request.invalid");
  if (!isHmacOf(fields, merchant.publicKeyPem)) return invalid(codes.hmac, "hmac", "hmac.invalid");
  return { ok: true, value: fields };
}

/** The documented codes of each field, before anybody looks at the payment. */
export function checkFields({ settings }: Merchant, fields: Fields): Checked<Fields> {
  const { requestId = "", amount = "", notifyUrl = "", orderRequestId = "", remark = "" } = fields as RefundFields;
  const rules: [broken: boolean, code: string, name: string][] = [
    [requestId === "", "EH0100003", "requestId"],
    [requestId.length > 50, "EH0100002", "requestId"],
    [!/^[A-Za-z0-9_-]+$/.test(requestId), "EH0100001", "requestId"],
    [amount === "", "EH0100004", "amount"],
    [!/^\d+(\.\d+)?$/.test(amount) || amount.replace(".", "").length > 18, "EH0100005", "amount"],
    [notifyUrl === "", "EH0100008", "notifyUrl"],
    [notifyUrl.length > 200 || !/^https?:\/\/\S+$/.test(notifyUrl), "EH0100009", "notifyUrl"],
    [[...remark].length > 300, "EH0100013", "remark"],
    [
      orderRequestId.length > 80 || !/^\d{8}-\d{1,9}-\d+(-\d+)*$/.test(orderRequestId),
      settings.codes.request,
      "orderRequestId",
    ],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  return broken ? invalid(broken[1], broken[2], `${broken[2]}.invalid`) : { ok: true, value: fields };
}

/** Whether this payment can give back this amount, now. */
export function checkRefund(truth: Truth, merchant: Merchant, fields: RefundFields): Checked<RefundRequest> {
  const { merchantId, settings } = merchant;
  const says = (what: What, text: string) => no(settings.codes[what], text);
  const known = truth.refundOf(merchantId, fields.requestId);
  if (known && settings.duplicateRequest === "refuse") return says("duplicate", "requestId submitted repeatedly");

  const payment = truth.payment(merchantId, fields.orderRequestId);
  if (!payment) return says("payment", "requestId record does not exist");
  const amountMinor = readAmount(fields.amount, payment.currency, settings.amountFormat);
  if (amountMinor === undefined) return invalid("EH0100005", "amount", "amount.invalid");

  const pending = settings.countsPending ? payment.pendingMinor : 0;
  const free = payment.amountMinor - payment.refundedMinor - pending;
  if (payment.status !== "SUCCESS" || amountMinor > free)
    return says("rules", "Refund request does not comply with the rules");
  const { requestId, orderRequestId, notifyUrl, remark = "" } = fields;
  const { currency } = payment;
  return { ok: true, value: { merchantId, requestId, orderRequestId, amountMinor, currency, notifyUrl, remark } };
}

function no(code: string, text: string): { ok: false; no: No } {
  return { ok: false, no: { code, text } };
}

function invalid(code: string, name: string, message: string): { ok: false; no: No } {
  return { ok: false, no: { code, text: "方法参数无效", cause: JSON.stringify({ [name]: { message } }) } };
}

function headerOf(request: EmulatorRequest, name: string): string {
  return String(request.headers[name] ?? "");
}
