import type { z } from "zod";
import type { Money } from "#lib/domain/money.ts";
import type { Receiver } from "#lib/domain/receiver.ts";

/**
 * What Refund Desk asks of a gateway. A connector is one object made by `defineConnector`; it keeps no state and
 * reads no clock of its own: account, `fetch`-like transport, `now` and deadline come with each call. An optional
 * operation that is there is a capability; what is not there cannot be called.
 */
export type Connector<Credentials = unknown, Settings = unknown> = {
  readonly name: string;
  readonly displayName: string;
  /** ISO 4217 codes that an account with these settings takes. */
  readonly currencies: (settings: Settings) => readonly string[];
  readonly credentialsSchema: z.ZodType<Credentials>;
  readonly settingsSchema: z.ZodType<Settings>;
  /** The credentials that say who the merchant is and are no secret: other ones mean another place to ask at. */
  readonly identity: readonly (keyof Credentials & string)[];
  readonly policy: ConnectorPolicy;
  /** How long this account waits, and what a rise of the refunded total proves there, by the payment's method. */
  readonly accountPolicy: (settings: Settings, payment: { readonly method: string }) => AccountPolicy;
  /** The least values of numeric settings in production; tests and sandboxes may go below them. */
  readonly productionFloors: Readonly<Record<string, number>>;
  /** What the form must ask beyond amount and reason, for a payment made by this method. */
  readonly receiver: (payment: { readonly method: string }, settings: Settings) => "required" | "none";
  /** The reason as this gateway can carry it; what the approver sees is what is sent. */
  readonly cleanReason: (reason: string) => string;
  /** What this gateway alone calls the states of a payment, in small letters; plain English is read for all. */
  readonly paymentStates?: Readonly<Record<string, PaymentStateMeaning>>;
  readonly operations: ConnectorOperations<Credentials, Settings>;
};

/** `refunded`: it succeeded, and all of it went back since. */
export type PaymentStateMeaning = "succeeded" | "processing" | "failed" | "refunded";

export type ConnectorPolicy = {
  /** The gateway refuses a reference it knows, so that one more send after proven absence cannot pay twice. */
  readonly resendIsSafe: boolean;
  /** Two people may have the same reference sent once more; where even that could pay twice, nobody may. */
  readonly peopleMaySendAgain: boolean;
  /** Another refund of the payment waits until this one has an end. */
  readonly oneOpenRefundPerPayment: boolean;
  /** A reading of the payment is stored before each send and compared afterwards (NeoX: the only poll there is). */
  readonly baselineFromPayment: boolean;
};

export type AccountPolicy = {
  /** Readings count towards proof of absence only after this time since the attempt ended. */
  readonly quietTimeS: number;
  /** When to ask again, in seconds since the last asking; the last value repeats. */
  readonly probeLadderS: readonly number[];
  /** `unknown` goes to people after this time. */
  readonly reviewAfterS: number;
  /** `processing` is marked overdue after this time. */
  readonly overdueAfterS: number;
  /** What it means that the payment's refunded total rose by exactly our amount while ours was the only one open. */
  readonly riseMeans: "moved" | "in_progress" | "ambiguous";
  /** How many questions about refunds the gateway takes from this account in any minute; without, any number. */
  readonly queriesPerMinute?: number;
};

export type ConnectorOperations<C, S> = {
  readonly refund: (call: GatewayCall<C, S>, request: RefundRequest) => Promise<RefundOutcome>;
  readonly queryRefund?: (call: GatewayCall<C, S>, request: RefundQuery) => Promise<RefundQueryOutcome>;
  readonly queryPayments?: (call: GatewayCall<C, S>, request: PaymentsQuery) => Promise<PaymentsOutcome>;
  readonly createPayment?: PaymentCreator<C, S>;
  /** What became of a payment of which only our own transaction ID is known. */
  readonly queryTransaction?: (call: GatewayCall<C, S>, query: TransactionQuery) => Promise<TransactionOutcome>;
  readonly notifications?: NotificationReader<C, S>;
  /** Known vectors through the live code path, without a call. */
  readonly selfTest: (call: GatewayCall<C, S>) => Promise<SelfTestStep[]>;
};

/** One gateway account, opened for one call. Credentials exist in memory for the length of the call. */
export type GatewayCall<C, S> = {
  readonly account: {
    readonly id: string;
    readonly baseUrl: string;
    readonly credentials: C;
    readonly settings: S;
    readonly notificationUrl: string;
  };
  readonly http: GatewayHttp;
  readonly now: () => Date;
};

/** One HTTP exchange on a fresh connection: no redirects, no retries, no reuse. Made by `createGatewayHttp`. */
export type GatewayHttp = (request: HttpRequest) => Promise<HttpOutcome>;

export type HttpRequest = {
  readonly method: "POST" | "GET";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type HttpOutcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  /** No application byte left this machine. */
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  /** Bytes may have left, and no whole answer came back. */
  | { readonly kind: "lost"; readonly cause: LostCause };

export type NotSentCause =
  | "dns"
  | "refused"
  | "connect_timeout"
  | "tls"
  | "deadline_passed"
  | "invalid_locally"
  | "blocked_address";
export type LostCause =
  | "timeout"
  | "reset"
  | "oversize"
  | "redirect"
  | "http_status"
  | "unreadable"
  | "bad_signature"
  | "mismatch"
  /** The gateway says, signed, that it gave up on the refund and does not know its end. */
  | "closed";

export type RefundRequest = {
  readonly reference: string;
  readonly amount: Money;
  readonly reason: string;
  readonly receiver: Receiver | null;
  readonly payment: PaymentRefs;
};

export type PaymentRefs = {
  readonly gatewayTransactionRef: string | null;
  readonly gatewayPaymentRef: string | null;
  readonly method: string;
  readonly currency: string;
};

/** The gateway's own words for a refusal; `text` is shown to people as text and never trusted. */
export type Fault = {
  readonly code: string;
  readonly text: string;
  /** A documented refusal of the request itself ("The rule for refusals"): with proof of absence it means failed. */
  readonly refusesRequest: boolean;
  /** The gateway does not take us for ourselves: our name, signature or address. No other refund would fare better. */
  readonly refusesUs?: boolean;
};

export type RefundOutcome =
  | { readonly kind: "succeeded"; readonly gatewayRef: string | null }
  | { readonly kind: "accepted"; readonly gatewayRef: string | null }
  /** An authentic (signed) no. */
  | { readonly kind: "rejected"; readonly gatewayRef: string | null; readonly fault: Fault }
  /** An explicit no that nobody signed: never proof by itself. */
  | { readonly kind: "refused"; readonly fault: Fault; readonly httpStatus: number }
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | { readonly kind: "outcome_lost"; readonly cause: LostCause; readonly httpStatus: number | null };

export type RefundQuery = {
  readonly reference: string;
  readonly gatewayRef: string | null;
  readonly amount: Money;
  readonly payment: PaymentRefs;
};

export type RefundQueryOutcome =
  | {
      readonly kind: "found";
      readonly state: "succeeded" | "failed" | "processing" | "closed";
      readonly gatewayRef: string | null;
      readonly fault: Fault | null;
      /** When it ended, by the gateway's clock; null while it is open or where the gateway does not tell. */
      readonly endedAt?: Date | null;
    }
  | { readonly kind: "not_found" }
  | { readonly kind: "mismatch"; readonly field: string }
  | {
      readonly kind: "no_answer";
      /** `not_licensed`: this account may not ask (a setting), and nothing was sent. */
      readonly cause: NotSentCause | LostCause | "refused" | "not_licensed";
      readonly fault: Fault | null;
    };

export type PaymentsQuery = { readonly payment: PaymentRefs };

export type PaymentReading = {
  readonly gatewayPaymentRef: string;
  readonly status: "succeeded" | "processing" | "failed";
  readonly method: string;
  readonly amount: Money;
  readonly refunded: Money;
};

export type PaymentsOutcome =
  | { readonly kind: "read"; readonly payments: readonly PaymentReading[] }
  | { readonly kind: "no_answer"; readonly cause: NotSentCause | LostCause | "refused"; readonly fault: Fault | null };

/** Asks the gateway for a page on which somebody can pay an order. */
export type PaymentCreator<C, S> = {
  /** The ways to pay that a link can be limited to; none chosen means all. */
  readonly methods: readonly string[];
  readonly locales: readonly string[];
  readonly create: (call: GatewayCall<C, S>, request: PaymentLinkRequest) => Promise<PaymentCreated>;
};

export type PaymentLinkRequest = {
  /** `POST` asks the gateway for a link; `GET` is one: a signed address that leads to the payment page. */
  readonly way: "POST" | "GET";
  /** Ours, unique: at most 36 characters of `[A-Za-z0-9_-]`. */
  readonly merchantTransactionId: string;
  readonly orderId: string;
  readonly orderInfo: string;
  readonly amount: Money;
  readonly locale: string;
  readonly methods: readonly string[];
  readonly returnUrl: string;
  readonly againUrl?: string;
  readonly title?: string;
  readonly expiresInS?: number;
  readonly customer?: { readonly id?: string; readonly email?: string; readonly phone?: string; readonly ip?: string };
  /** A token for later payments comes with the result. */
  readonly createToken?: boolean;
  /** The page is made to stand inside another one. */
  readonly forIframe?: boolean;
  /** What is paid for; where there are any, their prices sum to the amount. */
  readonly items?: readonly PaymentItem[];
};

export type PaymentItem = {
  readonly orderId: string;
  readonly description: string;
  readonly price: Money;
  readonly extraInfo?: Readonly<Record<string, string>>;
};

export type PaymentCreated =
  | { readonly kind: "created"; readonly url: string; readonly transfer: BankTransfer | null }
  | { readonly kind: "no_answer"; readonly cause: NotSentCause | LostCause | "refused"; readonly fault: Fault | null };

/** What a payer by QR transfers, and the text of the QR code that says the same. */
export type BankTransfer = {
  readonly qrData: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly amount: Money;
  readonly remark: string;
};

export type TransactionQuery = { readonly merchantTransactionId: string };

export type TransactionOutcome =
  | ({ readonly kind: "found" } & TransactionReport)
  | { readonly kind: "not_found" }
  | { readonly kind: "no_answer"; readonly cause: NotSentCause | LostCause | "refused"; readonly fault: Fault | null };

/** What a gateway says about one of our requests to pay. */
export type TransactionReport = {
  readonly merchantTransactionId: string;
  readonly result: "succeeded" | "failed" | "processing";
  readonly amount: Money;
  readonly gatewayTransactionRef: string | null;
  readonly fault: Fault | null;
};

/** A message as it came: bytes, before anybody believed anything. */
export type RawNotification = {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly body: Buffer;
};

export type NotificationMeaning =
  | {
      readonly kind: "refund_result";
      readonly reference: string;
      readonly result: "succeeded" | "failed" | "processing";
      readonly amount: Money;
      readonly gatewayPaymentRef: string | null;
      readonly gatewayRef: string | null;
      readonly fee: Money | null;
      readonly fault: Fault | null;
      /** When it ended, by the gateway's clock, where the gateway tells. */
      readonly endedAt?: Date | null;
      /** A field that differs from the account's own (the merchant code): signed, but it must settle nothing. */
      readonly mismatch: string | null;
    }
  /** A payment was made or failed: a reason to ask the gateway, which then says what was paid, how and how much. */
  | ({ readonly kind: "payment_result"; readonly mismatch: string | null } & TransactionReport)
  /** Signed and readable, but about something else (an unknown command): stored, answered, not applied. */
  | { readonly kind: "other"; readonly about: string };

export type NotificationReading =
  | { readonly verdict: "verified"; readonly meaning: NotificationMeaning }
  | { readonly verdict: "bad_signature" }
  | { readonly verdict: "unreadable" };

export type NotificationReader<C, S> = {
  /** Headers without which a message cannot be read again, in lower case: stored with it, and part of its digest. */
  readonly headers?: readonly string[];
  readonly read: (call: Omit<GatewayCall<C, S>, "http">, raw: RawNotification) => NotificationReading;
  /**
   * Whether a signed value looks like ours with its edge moved, where the signature does not keep the edges: such a
   * message is a forgery and changes nothing, while any other difference calls a person (G06, G08).
   */
  readonly looksCutAnew?: (expected: string, received: string) => boolean;
  /** The exact bytes that each gateway waits for. */
  readonly acknowledge: (answer: "stored" | "not_stored") => NotificationAnswer;
};

export type NotificationAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

export type SelfTestStep = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** Checks the shape at compile time and forgets the account types, so that the registry can hold all connectors. */
export function defineConnector<C, S>(connector: Connector<C, S>): Connector {
  // Its parsers make what its other functions take; TypeScript cannot say "some C and S, and always the same".
  return connector as unknown as Connector;
}
