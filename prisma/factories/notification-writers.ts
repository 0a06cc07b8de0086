import type { RawNotification } from "#lib/gateways/connector.ts";
import { easylinkSign } from "#lib/gateways/easylink/emulator/protocol.ts";
import { neoxHash } from "#lib/gateways/neox/emulator/protocol.ts";
import { hmacOf, seal } from "#lib/gateways/payease/emulator/protocol.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What a notification tells, whatever the gateway calls it. */
export type Told = {
  readonly reference: string;
  readonly gatewayPaymentRef: string;
  readonly amountMinor: bigint;
  readonly result: "succeeded" | "failed" | "processing";
  /** Anything that may differ between two messages that tell the same. */
  readonly note: number;
};

/** How one gateway writes its notification: by its emulator's protocol, apart from the connector that reads it. */
export type Writer = {
  readonly gateway: string;
  readonly signature: string;
  readonly unsigned: (told: Told) => Fields;
  readonly sign: (fields: Fields, key: string) => string;
  readonly encode: (fields: Fields, form: number) => RawNotification;
  /** What a message must keep to be the same message in other words. */
  readonly essentials: readonly string[];
  /** What stands between two values under the signature, before the value of this name. */
  readonly edge: (name: string) => string;
  /** In which order the values stand there. */
  readonly inOrder: (names: readonly string[]) => readonly string[];
  /** Whether the letter case of a signature is looked at. */
  readonly minds: { readonly letterCase: boolean };
};

const byCodeUnits = (names: readonly string[]) => [...names].sort();
const textsOf = (fields: Fields) => Object.entries(fields).map(([name, value]) => [name, String(value ?? "")]);
const json = (fields: Fields): RawNotification => ({
  headers: {},
  query: "",
  body: Buffer.from(JSON.stringify(fields)),
});
/** Lists and objects exist in JSON alone. */
const isNested = (fields: Fields) => Object.values(fields).some((value) => typeof value === "object" && value !== null);
const form = (fields: Fields) => new URLSearchParams(textsOf(fields)).toString();

export function neoxWriter(merchantCode: string): Writer {
  return {
    gateway: "neox",
    signature: "neo_SecureHash",
    unsigned: ({ reference, gatewayPaymentRef, amountMinor, result, note }) => ({
      neo_MerchantCode: merchantCode,
      neo_Command: "REFUND",
      neo_OrderID: `DH72557157${note}`,
      neo_PaymentID: gatewayPaymentRef,
      neo_RequestID: reference,
      neo_TransactionID: `XBSKM1OEL${note}`,
      neo_Amount: Number(amountMinor),
      neo_Fee: 3300,
      neo_Version: "1",
      neo_ResponseCode: { succeeded: 0, failed: 1, processing: 99 }[result],
      neo_ResponseMsg: result === "succeeded" ? "Success" : "Failed",
    }),
    sign: (fields, key) => neoxHash(fields, key, []).toUpperCase(),
    encode: (fields, way) =>
      way % 2 === 0 || isNested(fields) ? json(fields) : { headers: {}, query: "", body: Buffer.from(form(fields)) },
    essentials: [
      ...["neo_MerchantCode", "neo_Command", "neo_PaymentID", "neo_RequestID"],
      ...["neo_Amount", "neo_Version", "neo_ResponseCode", "neo_Fee"],
    ],
    edge: () => "",
    inOrder: (names) => [...names].sort((a, b) => a.localeCompare(b, "en")),
    minds: { letterCase: false },
  };
}

export function easylinkWriter(mchNo: string, appId: string): Writer {
  return {
    gateway: "easylink",
    signature: "sign",
    unsigned: ({ reference, gatewayPaymentRef, amountMinor, result, note }) => ({
      refundOrderId: `R2024050100000${note}`,
      payOrderId: gatewayPaymentRef,
      mchNo,
      appId,
      mchRefundNo: reference,
      payAmount: 10_000,
      refundAmount: Number(amountMinor),
      currency: "HKD",
      state: { succeeded: 2, failed: 3, processing: 1 }[result],
      channelOrderNo: `20210618220014${note}`,
      extParam: reference,
      createdAt: 1_714_521_600_500,
      successTime: 1_714_521_605_000,
      reqTime: 1_714_521_605_100 + note,
    }),
    sign: easylinkSign,
    encode: (fields, way) => {
      if (isNested(fields)) return json(fields);
      if (way % 3 === 0) return json(Object.fromEntries(textsOf(fields)));
      const encoded = form(fields);
      return way % 3 === 1
        ? { headers: {}, query: "", body: Buffer.from(encoded) }
        : { headers: {}, query: encoded, body: Buffer.alloc(0) };
    },
    essentials: ["mchNo", "appId", "mchRefundNo", "payOrderId", "refundAmount", "currency", "state", "reqTime"],
    edge: (name) => `&${name}=`,
    inOrder: byCodeUnits,
    minds: { letterCase: true },
  };
}

/** `merchantPublicKey` seals the envelope: it is no secret, and a forger may have it. */
export function payeaseWriter(merchantId: string, merchantPublicKey: string): Writer {
  return {
    gateway: "payease",
    signature: "hmac",
    unsigned: ({ reference, gatewayPaymentRef, amountMinor, result, note }) => ({
      merchantId,
      orderRequestId: gatewayPaymentRef,
      requestId: reference,
      refundId: `81629005311${note}`,
      bankNumber: "245678",
      refundStatus: { succeeded: "SUCCESS", failed: "FAILED", processing: "PROCESSING" }[result],
      amount: `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, "0")}`,
      currency: "USD",
      refundSubmissionTime: "2024-05-01 10:20:30",
      refundCompleteTime: "2024-05-01 10:20:40",
      remark: "Customer return",
    }),
    sign: hmacOf,
    encode: (fields) => {
      const { encryptKey, data } = seal(JSON.stringify(fields), merchantPublicKey);
      const headers = { encryptkey: encryptKey, merchantid: String(fields.merchantId) };
      return { headers, query: "", body: Buffer.from(JSON.stringify({ data })) };
    },
    essentials: ["merchantId", "orderRequestId", "requestId", "refundId", "refundStatus", "amount", "currency"],
    edge: () => "#",
    inOrder: byCodeUnits,
    minds: { letterCase: true },
  };
}
