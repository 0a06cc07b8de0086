import type { OrderDto, UpsertOrderInput } from "#lib/contracts/order.ts";
import { asksForRepeat } from "#lib/db/postgres-store.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { searchable } from "#lib/domain/text.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { readOrderPage } from "./get-order.ts";
import { type ReadOrder, readOrderInput } from "./read-order-input.ts";
import { type Changed, upsertPayments } from "./upsert-payments.ts";

export type UpsertedOrder = { readonly created: boolean; readonly changed: boolean; readonly order: OrderDto };

/** Thrown to undo the whole order: nothing of a refused order is stored. */
class Refused extends Error {
  readonly reason: AppError;
  constructor(reason: AppError) {
    super(reason.code);
    this.reason = reason;
  }
}

/** Stores an order with its payments, or brings a known one up to date. The same input twice changes nothing. */
export async function upsertOrder(
  context: AppContext,
  input: UpsertOrderInput,
  { dryRun = false } = {},
): Promise<Result<UpsertedOrder, AppError>> {
  const allowed = demand(context, "orders.import");
  if (!allowed.ok) return allowed;
  const read = readOrderInput(input, await gatewaysOf(context, input));
  if (!read.ok) return read;
  return writeAgain(context, read.value, dryRun);
}

async function gatewaysOf({ prisma }: AppContext, { payments }: UpsertOrderInput): Promise<Map<string, string>> {
  const ids = [...new Set(payments.map(({ gatewayAccountId }) => gatewayAccountId))];
  const accounts = await prisma.gatewayAccount.findMany({
    where: { id: { in: ids } },
    select: { id: true, gateway: true },
  });
  return new Map(accounts.map(({ id, gateway }) => [id, gateway]));
}

/** An order, its customer and its payments can each meet an import of the same moment; more often nobody meets. */
const TRIES = 5;

/** The look after a meeting finds the other's row, and brings it up to date or refuses. */
async function writeAgain(
  context: AppContext,
  order: ReadOrder,
  dryRun: boolean,
): Promise<Result<UpsertedOrder, AppError>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(context, order, dryRun);
    } catch (error) {
      if (error instanceof Refused) return err(error.reason);
      if (attempt >= TRIES || !metAnother(error)) throw error;
    }
  }
}

function metAnother(error: unknown): boolean {
  return (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") || asksForRepeat(error);
}

/** Ends a transaction without keeping anything. */
class DryRun extends Error {
  readonly changed: Changed;
  constructor(changed: Changed) {
    super("dry run");
    this.changed = changed;
  }
}

async function write(context: AppContext, order: ReadOrder, dryRun: boolean): Promise<Result<UpsertedOrder, AppError>> {
  let changed: Changed;
  try {
    changed = await context.prisma.$transaction(async (tx) => {
      const result = await store(tx, context, order);
      if (dryRun) throw new DryRun(result);
      return result;
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    changed = error.changed;
  }
  const page = await readOrderPage(context.prisma, order.orderId);
  if (page) return ok({ created: changed === "new", changed: changed !== "same", order: page.order });
  if (dryRun) return ok({ created: true, changed: true, order: EMPTY_ORDER });
  throw new Error("an order vanished while it was stored");
}

/** A dry run of a new order has nothing to show. */
const EMPTY_ORDER: OrderDto = {
  orderId: "",
  currency: "",
  amount: "",
  placedAt: "",
  customer: { name: "", email: null, phone: null },
  lines: [],
  shopUrl: null,
  payments: [],
  refunds: [],
};

async function store(tx: Prisma.TransactionClient, context: AppContext, input: ReadOrder): Promise<Changed> {
  await tx.$queryRaw`SELECT 1 FROM sales_order WHERE order_id = ${input.orderId} FOR UPDATE`;
  const known = await tx.order.findUnique({ where: { orderId: input.orderId } });
  const values = orderValues(input);
  const isNew = !known;
  const id = known?.id ?? newId();
  const orderChanged =
    !known || Object.entries(values).some(([name, value]) => !isSame(known[name as keyof typeof known], value));

  if (!known) {
    await tx.order.create({ data: { id, orderId: input.orderId, ...values, customerId: await customerOf(tx, input) } });
  } else if (orderChanged) {
    await tx.order.update({
      where: { id },
      data: { ...values, customerId: await customerOf(tx, input), updatedAt: new Date() },
    });
  }
  const payments = await upsertPayments(tx, { id, input });
  if (!payments.ok) throw new Refused(payments.error);
  if (!orderChanged && !payments.value) return "same";

  await recordAudit(tx, {
    kind: isNew ? "order.imported" : "order.changed",
    operator: context.operator,
    orderId: id,
    data: { orderId: input.orderId },
  });
  return isNew ? "new" : "changed";
}

function orderValues(input: ReadOrder) {
  const { name, email, phone } = input.customer;
  return {
    customerName: name,
    email,
    phone,
    nameSearch: searchable(name),
    emailSearch: email?.toLowerCase() ?? null,
    phoneSearch: phone?.replace(/\D/g, "") || null,
    currency: input.amount.currency,
    amountMinor: input.amount.minor,
    lines: input.lines.map((line) => ({ ...line })),
    shopUrl: input.shopUrl,
    placedAt: input.placedAt,
  };
}

/** Two orders are the same customer's when the e-mail is, or without one the phone. */
async function customerOf(tx: Prisma.TransactionClient, { customer }: ReadOrder): Promise<string> {
  const phone = customer.phone?.replace(/\D/g, "");
  const identity = customer.email ? `email:${customer.email.toLowerCase()}` : phone ? `phone:${phone}` : null;
  if (identity === null) return (await tx.customer.create({ data: { id: newId(), ...customer } })).id;
  return (await tx.customer.upsert({ where: { identity }, create: { id: newId(), identity, ...customer }, update: {} }))
    .id;
}

function isSame(stored: unknown, given: unknown): boolean {
  if (stored instanceof Date && given instanceof Date) return stored.getTime() === given.getTime();
  if (typeof stored === "object" && stored !== null) return JSON.stringify(stored) === JSON.stringify(given);
  return stored === given;
}
