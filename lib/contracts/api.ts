import { z } from "zod";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import type { BalanceDto, OrderDto, OrderRowDto, PaymentDto } from "./order.ts";
import type { RefundDto } from "./refund.ts";

/** What the API takes and gives, as schemas: the OpenAPI document is made of them, and tests hold answers against them. */

const page = {
  q: z.string().max(200).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const apiListOrdersSchema = z.strictObject(page);
export const apiListRefundsSchema = z.strictObject({ ...page, state: z.enum(REFUND_STATES).optional() });

const amount = z.string().meta({ description: "Decimal text in major units.", examples: ["100000", "12.50"] });
const time = z.iso.datetime({ offset: true });
const state = z.enum(REFUND_STATES);
const person = z.object({ kind: z.enum(["user", "api-key"]), id: z.uuid(), name: z.string() });
const receiver = z.object({
  accountName: z.string(),
  accountNumber: z.string(),
  swiftCode: z.string(),
  nameMatch: z
    .enum(["same", "similar", "different"])
    .optional()
    .meta({ description: "How the account's name compares with the customer's. No bank was asked." }),
});

export const balanceSchema = z
  .object({
    paid: amount,
    refunded: amount,
    atGateway: amount,
    unknown: amount,
    approvedWaiting: amount,
    awaitingApproval: amount,
    onHold: amount,
    refundable: amount,
  })
  .meta({
    description: "refundable = paid - refunded - atGateway - unknown - approvedWaiting - awaitingApproval - onHold",
  });

export const paymentSchema = z.object({
  id: z.uuid(),
  orderId: z.string(),
  gateway: z.string(),
  gatewayAccountId: z.uuid(),
  gatewayAccountLabel: z.string(),
  gatewayTransactionRef: z.string().nullable(),
  gatewayPaymentRef: z.string().nullable(),
  method: z.string(),
  status: z.enum(["succeeded", "processing", "failed"]),
  amount,
  currency: z.string(),
  paidAt: time.nullable(),
  checkedAt: time.nullable(),
  balance: balanceSchema,
  ledgerRefunded: amount,
  gatewayRefunded: amount,
  onHoldWhy: z.string().nullable(),
  balanceToken: z.string(),
});

const proofSchema = z.object({
  verdict: z.enum(["moved", "not_moved", "in_progress"]),
  source: z.enum(["sync", "notification", "query", "difference", "refusal", "two_people"]),
  at: time,
  gatewayRef: z.string().nullable(),
});

const attemptSchema = z.object({
  number: z.int(),
  kind: z.enum(["submit", "query"]),
  outcome: z.string(),
  startedAt: time,
  endedAt: time.nullable(),
  gatewayRef: z.string().nullable(),
  gatewayCode: z.string().nullable(),
  gatewayText: z.string().nullable(),
  cause: z.string().nullable(),
});

export const refundSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  groupId: z.uuid().nullable(),
  orderId: z.string(),
  paymentId: z.uuid(),
  gateway: z.string(),
  gatewayAccountId: z.uuid(),
  amount,
  currency: z.string(),
  reason: z.string(),
  gatewayReason: z.string(),
  note: z.string().nullable(),
  receiver: receiver.nullable(),
  state,
  proof: proofSchema.nullable(),
  attempts: z.array(attemptSchema),
  approvals: z.array(
    z.object({ kind: z.enum(["approve", "reject", "send_back"]), by: person, at: time, reason: z.string().nullable() }),
  ),
  events: z.array(
    z.object({ at: time, kind: z.string(), by: z.string(), text: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
  requiredApprovals: z.int(),
  requestedBy: person,
  createdAt: time,
  finalAt: time.nullable(),
  expiresAt: time.nullable(),
  nextRunAt: time.nullable(),
  gatewaySaid: z.object({ code: z.string(), text: z.string() }).nullable(),
  quietUntil: time.nullable(),
});

export const orderSchema = z.object({
  orderId: z.string(),
  currency: z.string(),
  amount,
  placedAt: time,
  customer: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  lines: z.array(z.object({ name: z.string(), quantity: z.int(), amount: amount.optional() })),
  shopUrl: z.string().nullable(),
  payments: z.array(paymentSchema),
  refunds: z.array(refundSchema),
});

export const orderRowSchema = z.object({
  orderId: z.string(),
  placedAt: time,
  customerName: z.string(),
  gateway: z.string().nullable(),
  method: z.string().nullable(),
  payments: z.int(),
  currency: z.string(),
  amount,
  paid: amount,
  refunded: amount,
  refundable: amount,
  refundState: state.nullable(),
});

export const previewSchema = z.object({
  balance: balanceSchema,
  approvals: z.int().meta({ description: "How many other people would have to approve." }),
  wouldSend: z
    .object({
      gateway: z.string(),
      gatewayTransactionRef: z.string().nullable(),
      gatewayPaymentRef: z.string().nullable(),
      amount,
      currency: z.string(),
      reason: z.string(),
      receiver: receiver.nullable(),
    })
    .meta({ description: "What the gateway would be told." }),
  warnings: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .meta({ description: "What a person should read once more. Nothing of it stops a request." }),
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ description: "RFC 9457. `code` is for programs, `detail` and `errors` are for people." });

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Does not compile where a schema and what the services really give have parted. */
type Same<Given, Described> = [Given] extends [Described] ? ([Described] extends [Given] ? true : never) : never;
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
export const SCHEMAS_MATCH_DTOS: readonly [
  Same<Plain<BalanceDto>, Plain<z.infer<typeof balanceSchema>>>,
  Same<Plain<PaymentDto>, Plain<z.infer<typeof paymentSchema>>>,
  Same<Plain<RefundDto>, Plain<z.infer<typeof refundSchema>>>,
  Same<Plain<OrderDto>, Plain<z.infer<typeof orderSchema>>>,
  Same<Plain<OrderRowDto>, Plain<z.infer<typeof orderRowSchema>>>,
] = [true, true, true, true, true];
