import type {
  PaymentCreated,
  PaymentItem,
  PaymentLinkRequest,
  TransactionOutcome,
  TransactionQuery,
} from "../connector.ts";
import type { NeoxCall } from "./account.ts";
import { paymentCreated, transactionOutcome } from "./pay-outcome.ts";
import { MERCHANT_TRANSACTION_ID, type PayFields, signedAddress, signedRequest } from "./wire.ts";

export const PAY_METHODS = ["QR", "ATM", "CC", "WALLET"] as const;
export const PAY_LOCALES = ["vi", "en"] as const;

/** What NeoX takes as an order ID; anything else becomes a hyphen, because nothing of ours hangs on it. */
const NOT_IN_AN_ORDER_ID = /[^A-Za-z0-9_-]/g;
const ITEM_ORDER_ID = /^[A-Za-z0-9_-]{1,36}$/;

/** A link by POST is NeoX's answer; a link by GET is our own signed address, which NeoX turns into its page. */
export async function createPayment(call: NeoxCall, request: PaymentLinkRequest): Promise<PaymentCreated> {
  const fields = payFields(call, request);
  if (!fields) return { kind: "no_answer", cause: "invalid_locally", fault: null };
  if (request.way === "GET") return { kind: "created", url: signedAddress(call, fields), transfer: null };
  return paymentCreated(await call.http(signedRequest(call, fields)), fields, [call.account.credentials.secretKey]);
}

export async function queryTransaction(call: NeoxCall, query: TransactionQuery): Promise<TransactionOutcome> {
  const { merchantTransactionId } = query;
  if (!MERCHANT_TRANSACTION_ID.test(merchantTransactionId))
    return { kind: "no_answer", cause: "invalid_locally", fault: null };
  const { merchantCode } = call.account.credentials;
  const fields = {
    neo_Command: "QUERY_DR",
    neo_MerchantCode: merchantCode,
    neo_MerchantTxnID: merchantTransactionId,
    neo_Version: "1",
  } as const;
  return transactionOutcome(await call.http(signedRequest(call, fields)), fields);
}

/** The request as NeoX wants it, or nothing where it could only be refused. */
export function payFields(call: NeoxCall, request: PaymentLinkRequest): PayFields | undefined {
  const { amount, customer, items, merchantTransactionId, methods, orderInfo } = request;
  if (amount.currency !== "VND" || !isWholeDong(amount.minor)) return undefined;
  if (!MERCHANT_TRANSACTION_ID.test(merchantTransactionId)) return undefined;
  if (orderInfo === "" || orderInfo.length > 256 || request.orderId === "") return undefined;
  if (items && !areItemsOf(items, amount.minor)) return undefined;

  return {
    neo_MerchantCode: call.account.credentials.merchantCode,
    neo_Currency: "VND",
    neo_Locale: request.locale,
    neo_Version: "1",
    neo_Command: "PAY",
    neo_Amount: Number(amount.minor),
    neo_MerchantTxnID: merchantTransactionId,
    neo_OrderID: request.orderId.replace(NOT_IN_AN_ORDER_ID, "-").slice(0, 36),
    neo_OrderInfo: orderInfo,
    ...given("neo_Title", request.title),
    neo_ReturnURL: request.returnUrl,
    ...given("neo_AgainURL", request.againUrl),
    ...given("neo_ExpiresIn", request.expiresInS),
    ...given("neo_PaymentMethod", methods.length > 0 ? methods : undefined),
    ...given("neo_CustomerID", customer?.id),
    ...given("neo_CustomerEmail", customer?.email),
    ...given("neo_CustomerPhone", customer?.phone),
    ...given("neo_CustomerIpAddress", customer?.ip),
    ...given("neo_TokenCreate", request.createToken),
    ...given("neo_IframeCreate", request.forIframe),
    ...given("neo_ExtData", items && { orderData: { payItems: items.map(payItem) } }),
  };
}

function areItemsOf(items: readonly PaymentItem[], amountMinor: bigint): boolean {
  const areSound = items.every(
    ({ orderId, price }) => ITEM_ORDER_ID.test(orderId) && price.currency === "VND" && price.minor >= 0n,
  );
  return areSound && items.reduce((sum, { price }) => sum + price.minor, 0n) === amountMinor;
}

function payItem({ orderId, description, price, extraInfo }: PaymentItem) {
  return { orderId, desc: description, price: Number(price.minor), ...given("extraInfo", extraInfo) };
}

function isWholeDong(minor: bigint): boolean {
  return minor >= 1n && minor <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** What was not chosen is left out, so that it is neither sent nor hashed. */
function given<Name extends string, T>(name: Name, value: T | undefined): { readonly [key in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: T };
}
