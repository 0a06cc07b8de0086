import { randomInt } from "node:crypto";
import { QRPay } from "vietnam-qr-pay";
import type { Try } from "../../emulator-kit/delivery.ts";
import type { PayFields } from "./pay-protocol.ts";

/** A request to pay and what became of it. */
export type Bill = {
  readonly billId: string;
  readonly fields: PayFields;
  readonly expiresAt: number;
  status: "open" | "paid" | "failed";
  code: number;
  transactionId: string | null;
  method: string | null;
  notificationDue: boolean;
  notifications: Try[];
};

export type BillEnd = Pick<Bill, "code" | "method"> & {
  readonly billId: string;
  readonly transactionId: string;
  readonly status: "paid" | "failed";
};

export const ALL_METHODS = ["QR", "ATM", "CC", "WALLET"];
const WAITING = 9;
const EXPIRED = -1;

export function newBill(fields: PayFields): Bill {
  return {
    billId: stamped(),
    fields,
    expiresAt: Date.now() + fields.neo_ExpiresIn * 1_000,
    status: "open",
    code: WAITING,
    transactionId: null,
    method: null,
    notificationDue: false,
    notifications: [],
  };
}

/** Today's code: an open bill waits until it is too old. */
export function codeOfBill(bill: Bill): number {
  return bill.status === "open" && bill.expiresAt < Date.now() ? EXPIRED : bill.code;
}

const MESSAGES: Readonly<Record<number, string>> = {
  0: "Success",
  1: "Failed",
  9: "Waiting for payment",
  18: "Cancelled by customer",
  [-1]: "Order expired",
};

/** What NeoX tells of a payment, wherever it tells it. */
export function reportOf(bill: Bill) {
  const { fields, transactionId, method } = bill;
  const code = codeOfBill(bill);
  return {
    neo_MerchantCode: fields.neo_MerchantCode,
    neo_Currency: fields.neo_Currency,
    neo_Locale: fields.neo_Locale,
    neo_Version: "1",
    neo_Command: "PAY",
    neo_Amount: fields.neo_Amount,
    neo_MerchantTxnID: fields.neo_MerchantTxnID,
    neo_OrderID: fields.neo_OrderID,
    neo_OrderInfo: fields.neo_OrderInfo,
    neo_TransactionID: transactionId ?? "",
    ...(fields.neo_TokenCreate && method === "CC" && code === 0 && { neo_PayToken: `TK${bill.billId}` }),
    neo_ResponseCode: code,
    neo_ResponseMsg: MESSAGES[code] ?? "Failed",
  };
}

/** The account that a payer by QR transfers to, and the code that says so: VietQR, with a real checksum. */
export function transferOf(bill: Bill) {
  const { neo_Amount: amount, neo_OrderInfo: info } = bill.fields;
  const bankAccount = "902000868530";
  const plain = info
    .normalize("NFD")
    .replace(/[đĐ]/g, "d")
    .replace(/[^A-Za-z0-9 ]/g, "");
  const remark = `${plain.slice(0, 50)} NEO${bill.billId.slice(-4)}`.trim();
  const code = QRPay.initVietQR({
    bankBin: "970457",
    bankNumber: bankAccount,
    amount: String(amount),
    purpose: `NEO${bill.billId.slice(-4)}`,
  });
  return { qrData: code.build(), bankName: "Wooribank", bankAccount, bankAccountName: "NEOX EMULATOR", amount, remark };
}

/** As NeoX's own: `231018075010VNBRZF`. */
export function stamped(): string {
  const time = new Date().toISOString().replace(/\D/g, "").slice(2, 14);
  const letters = Array.from({ length: 6 }, () => String.fromCharCode(65 + randomInt(26)));
  return time + letters.join("");
}
