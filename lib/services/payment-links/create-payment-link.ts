import type { CreatePaymentLinkInput, PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { type AppError, appError, type FieldError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { type Money, parseMoney, parsePositiveMoney } from "#lib/domain/money.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { PaymentCreated, PaymentCreator, PaymentItem } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { askingContext, gatewayCall } from "#lib/services/sending/sending.ts";
import { type GatewayAccount, type Order, Prisma } from "#prisma/generated/client.ts";
import { findPaymentLink, transferJson } from "./payment-link-dto.ts";

/** A message about a payment may get lost: the first question about it comes without one. */
const FIRST_ASK_MS = 300_000;

/** Asks the gateway for a payment link of an order. Moves no money; the same form makes one link. */
export async function createPaymentLink(
  context: AppContext,
  input: CreatePaymentLinkInput,
): Promise<Result<PaymentLinkDto, AppError>> {
  const allowed = demand(context, "payments.create_link");
  if (!allowed.ok) return allowed;
  const known = await findPaymentLink(context.prisma, input.linkId);
  if (known) return known.orderId === input.orderId ? ok(known) : err(appError("idempotency_key_reused"));

  const order = await context.prisma.order.findUnique({ where: { orderId: input.orderId } });
  if (!order) return err(appError("order_not_found"));
  const account = await context.prisma.gatewayAccount.findUnique({ where: { id: input.gatewayAccountId } });
  if (!account) return err(appError("gateway_account_not_found"));
  const creator = creatorOf(account, order.currency);
  if (!creator.ok) return creator;
  const asked = readWish(input, order, creator.value);
  if (!asked.ok) return asked;
  return ask(context, { input, order, account, creator: creator.value, ...asked.value });
}

/** The account's way to make links for this currency. */
export function creatorOf(
  { gateway, settings }: Pick<GatewayAccount, "gateway" | "settings">,
  currency: string,
): Result<PaymentCreator<unknown, unknown>, AppError> {
  const connector = connectorOf(gateway);
  const creator = connector.operations.createPayment;
  if (!creator) return err(appError("gateway_cannot"));
  return connector.currencies(connector.settingsSchema.parse(settings)).includes(currency)
    ? ok(creator)
    : err(appError("currency_not_supported"));
}

type Wish = { readonly amount: Money; readonly items: readonly PaymentItem[] };

/** What the shape alone cannot say, all at once: amounts by the order's currency, and the sum of the items. */
function readWish(
  input: CreatePaymentLinkInput,
  { currency }: Order,
  creator: PaymentCreator<unknown, unknown>,
): Result<Wish, AppError> {
  const errors: FieldError[] = [];
  const zero = { minor: 0n, currency };
  const money = (field: string, parsed: ReturnType<typeof parseMoney>): Money => {
    if (!parsed.ok) errors.push({ field, message: parsed.error.code });
    return parsed.ok ? parsed.value : zero;
  };
  const amount = money("amount", parsePositiveMoney(input.amount, currency));
  const items = input.items.map(({ price, ...item }, index) => ({
    ...item,
    price: money(`items.${index}.price`, parseMoney(price, currency)),
  }));
  const sum = items.reduce((total, { price }) => total + price.minor, 0n);
  if (errors.length === 0 && items.length > 0 && sum !== amount.minor)
    errors.push({ field: "items", message: "items_sum" });
  if (input.methods.some((method) => !creator.methods.includes(method)))
    errors.push({ field: "methods", message: "method_unknown" });
  if (!creator.locales.includes(input.locale)) errors.push({ field: "locale", message: "language_unknown" });
  return errors.length > 0 ? err(appError("invalid_request", { errors })) : ok({ amount, items });
}

type Asking = Wish & {
  readonly input: CreatePaymentLinkInput;
  readonly order: Order;
  readonly account: GatewayAccount;
  readonly creator: PaymentCreator<unknown, unknown>;
};

async function ask(
  context: AppContext,
  { input, order, account, creator, amount, items }: Asking,
): Promise<Result<PaymentLinkDto, AppError>> {
  // Made anew for each question: after a lost answer the gateway may know the last one already.
  const merchantTransactionId = `P${newId().replaceAll("-", "").toUpperCase()}L`;
  const opened = await openGatewayAccount(context, account.id);
  const call = gatewayCall(askingContext(context), { ...opened, connector: connectorOf(opened.gateway) });
  const created = await creator.create(call, {
    way: input.way,
    merchantTransactionId,
    orderId: order.orderId,
    orderInfo: input.orderInfo,
    amount,
    locale: input.locale,
    methods: input.methods,
    returnUrl: `${context.publicUrl.replace(/\/+$/, "")}/pay/return/${account.id}`,
    expiresInS: input.expiresInMinutes * 60,
    customer: input.customer,
    ...(input.createToken && { createToken: true }),
    ...(input.forIframe && { forIframe: true }),
    ...(items.length > 0 && { items }),
  });
  if (created.kind === "no_answer") return err(whyNot(created));
  return store(context, { input, order, account, amount, merchantTransactionId, created });
}

type Made = Pick<Asking, "input" | "order" | "account" | "amount"> & {
  readonly merchantTransactionId: string;
  readonly created: Extract<PaymentCreated, { kind: "created" }>;
};

async function store(context: AppContext, made: Made): Promise<Result<PaymentLinkDto, AppError>> {
  const { input, order, account, amount, merchantTransactionId, created } = made;
  const now = Date.now();
  try {
    await context.prisma.$transaction(async (tx) => {
      await tx.paymentLink.create({
        data: {
          id: input.linkId,
          orderId: order.id,
          gatewayAccountId: account.id,
          gateway: account.gateway,
          merchantTransactionId,
          amountMinor: amount.minor,
          currency: amount.currency,
          way: input.way,
          methods: input.methods,
          url: created.url,
          ...(created.transfer && { transfer: transferJson(created.transfer) }),
          expiresAt: new Date(now + input.expiresInMinutes * 60_000),
          nextAskAt: new Date(now + FIRST_ASK_MS),
          createdBy: actorOf(context.operator),
          createdByName: context.operator.name,
        },
      });
      await recordAudit(tx, {
        kind: "payment_link.created",
        operator: context.operator,
        orderId: order.id,
        data: { amount: input.amount, currency: amount.currency, merchantTransactionId },
      });
    });
  } catch (error) {
    // The same form was pressed twice at once: both show the link that was first.
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")) throw error;
  }
  const link = await findPaymentLink(context.prisma, input.linkId);
  if (!link) throw new Error("a payment link vanished while it was stored");
  return ok(link);
}

function whyNot({ cause, fault }: Extract<PaymentCreated, { kind: "no_answer" }>): AppError {
  return fault
    ? appError("gateway_refused", { detail: { code: fault.code, text: fault.text } })
    : appError("gateway_unreachable", { detail: { cause } });
}
