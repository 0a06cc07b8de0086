import { randomInt } from "node:crypto";
import { jsonAnswer } from "../../emulator-kit/control-server.ts";
import { deliver, type Message } from "../../emulator-kit/delivery.ts";
import type { EmulatorAnswer, EmulatorRequest } from "../../emulator-kit/server.ts";
import { ALL_METHODS, type Bill, codeOfBill, newBill, reportOf, stamped, transferOf } from "./bill.ts";
import { checkSender, type No } from "./checks.ts";
import type { Gateway } from "./emulator.ts";
import { isAcknowledged, payNotification } from "./notification.ts";
import { billPage } from "./pay-page.ts";
import { codeOf, fieldsOfAddress, type PayFields, payFieldsSchema, queryTransactionSchema } from "./pay-protocol.ts";
import { type Fields, NEOX_PATH, neoxHash } from "./protocol.ts";

const PAGES = "/paygate/";

/** What a payer's browser asks for: a signed address, the payment page, and the press of its buttons. */
export async function servePayer(gateway: Gateway, request: EmulatorRequest): Promise<EmulatorAnswer | undefined> {
  if (request.method === "GET" && request.path === NEOX_PATH) return openByAddress(gateway, request);
  if (!request.path.startsWith(PAGES)) return undefined;
  const bill = gateway.truth.bills.get(request.query.get("billId") ?? "");
  if (!bill) return page(404, "<p>No such bill.</p>");
  return request.method === "POST" ? endBill(gateway, bill, new URLSearchParams(request.body.toString())) : show(bill);
}

export function openBill(gateway: Gateway, fields: Fields, request: EmulatorRequest): EmulatorAnswer {
  const opened = takeBill(gateway, fields, fields);
  if (!("billId" in opened)) return refusal(opened);
  const onlyQr = opened.fields.neo_PaymentMethod?.join() === "QR";
  const neo_ResponseData = { redirect: addressOf(opened, request), ...(onlyQr && transferOf(opened)) };
  return jsonAnswer({ neo_ResponseCode: 0, neo_ResponseData });
}

function openByAddress(gateway: Gateway, request: EmulatorRequest): EmulatorAnswer {
  const opened = takeBill(gateway, fieldsOfAddress(request.query), Object.fromEntries(request.query));
  if (!("billId" in opened)) return page(200, `<p>Error ${opened.code}: ${opened.text}</p>`);
  return { ...page(302, ""), headers: { location: addressOf(opened, request) } };
}

/** The hash is over what was sent, as it was spelled. */
function takeBill({ truth }: Gateway, fields: Fields, asSent: Fields): Bill | No {
  const sender = checkSender(truth, asSent, undefined);
  if (!sender.ok) return sender.no;
  const parsed = payFieldsSchema.safeParse(fields);
  if (!parsed.success) {
    const what = `PAY: ${parsed.error.message}`;
    truth.record({ type: "violation", violation: { at: new Date().toISOString(), what, requestId: null } });
    return { code: codeOf(parsed.error), text: "Invalid request" };
  }
  const known = truth.billOf(parsed.data.neo_MerchantCode, parsed.data.neo_MerchantTxnID);
  // A signed address is opened as often as the payer likes.
  if (known && fields !== asSent && isSame(known.fields, parsed.data)) return known;
  if (known) return { code: 19, text: "neo_MerchantTxnID duplicated" };
  if (!addsUp(parsed.data)) return { code: 42, text: "Price of products differs from the total" };
  const bill = newBill(parsed.data);
  truth.record({ type: "bill", bill });
  return bill;
}

function isSame(a: PayFields, b: PayFields): boolean {
  return a.neo_SecureHash === b.neo_SecureHash;
}

function addsUp({ neo_Amount, neo_ExtData }: PayFields): boolean {
  const items = neo_ExtData?.orderData.payItems;
  return !items || items.reduce((sum, { price }) => sum + price, 0) === neo_Amount;
}

export function queryTransaction({ truth }: Gateway, fields: Fields): EmulatorAnswer {
  const parsed = queryTransactionSchema.safeParse(fields);
  const sender = checkSender(truth, fields, parsed.error);
  const fault = truth.plans.nextQuery(String(fields.neo_MerchantCode)).answer;
  if (!sender.ok) return { ...refusal(sender.no), fault };
  const bill = truth.billOf(sender.value.code, String(fields.neo_MerchantTxnID));
  if (!bill) {
    return { ...jsonAnswer({ neo_DRExists: "N", neo_ResponseCode: 1, neo_ResponseMsg: "Not found" }), fault };
  }
  return { ...jsonAnswer({ neo_DRExists: "Y", ...reportOf(bill), neo_TransAmount: bill.fields.neo_Amount }), fault };
}

function show(bill: Bill): EmulatorAnswer {
  const methods = bill.fields.neo_PaymentMethod ?? ALL_METHODS;
  return page(200, billPage({ bill, methods, canPay: codeOfBill(bill) === 9 }));
}

const ENDS: Readonly<Record<string, readonly [status: "paid" | "failed", code: number]>> = {
  pay: ["paid", 0],
  fail: ["failed", 1],
  cancel: ["failed", 18],
};

/** The payer pressed a button: the money moves or not, the merchant is told, and the payer is sent back. */
function endBill(gateway: Gateway, bill: Bill, form: URLSearchParams): EmulatorAnswer {
  const { truth } = gateway;
  const end = ENDS[form.get("do") ?? ""];
  if (!end || codeOfBill(bill) !== 9) return show(bill);
  const [status, code] = end;
  const { billId, fields } = bill;
  const methods = fields.neo_PaymentMethod ?? ALL_METHODS;
  const method = methods.find((one) => one === form.get("method")) ?? methods[0] ?? "QR";
  const transactionId = stamped();
  truth.record({ type: "bill_ended", end: { billId, status, code, method, transactionId } });
  truth.record({
    type: "payments",
    payments: {
      merchantCode: fields.neo_MerchantCode,
      transactionId,
      orderId: fields.neo_OrderID,
      payments: [
        {
          id: freePaymentId(gateway, fields.neo_MerchantCode),
          status: status === "paid" ? "SUCCESS" : "FAILED",
          amount: fields.neo_Amount,
          refundedAmount: 0,
          paymentMethod: method,
        },
      ],
    },
  });
  void tellMerchant(gateway, bill);
  return { ...page(303, ""), headers: { location: wayBack(gateway, bill) } };
}

export async function tellMerchant({ truth, agenda }: Gateway, bill: Bill): Promise<void> {
  const merchant = truth.merchants.get(bill.fields.neo_MerchantCode);
  if (!merchant?.notificationUrl) return;
  const message: Message = payNotification(merchant, reportOf(bill), { neo_TransAmount: bill.fields.neo_Amount });
  const { notificationTries, notificationGapMs } = merchant.settings;
  await deliver(agenda, {
    message,
    isAcknowledged,
    gapsMs: Array.from({ length: notificationTries - 1 }, () => notificationGapMs),
    triesBefore: bill.notifications.length,
    onTry: (result, last) => truth.record({ type: "bill_tried", billId: bill.billId, result, last }),
  });
}

function wayBack({ truth }: Gateway, bill: Bill): string {
  const report = reportOf(bill);
  const secretKey = truth.merchants.get(bill.fields.neo_MerchantCode)?.secretKey ?? "";
  const neo_SecureHash = neoxHash(report, secretKey, []).toUpperCase();
  const url = new URL(bill.fields.neo_ReturnURL);
  for (const [name, value] of Object.entries({ ...report, neo_SecureHash })) url.searchParams.set(name, String(value));
  return url.href;
}

function addressOf({ billId, fields }: Bill, request: EmulatorRequest): string {
  return `http://${request.headers.host}/neox${PAGES}${fields.neo_MerchantCode}?billId=${billId}`;
}

function freePaymentId({ truth }: Gateway, merchantCode: string): string {
  for (;;) {
    const id = String(randomInt(1_000_000, 100_000_000));
    if (!truth.payment(merchantCode, id)) return id;
  }
}

function refusal({ code, text }: No): EmulatorAnswer {
  return jsonAnswer({ neo_ResponseCode: code, neo_ResponseMsg: text });
}

function page(status: number, body: string): EmulatorAnswer {
  return { status, contentType: "text/html; charset=utf-8", body };
}
