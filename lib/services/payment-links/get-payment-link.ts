import type { PayFormDto, PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { creatorOf } from "./create-payment-link.ts";
import { findPaymentLink, LINK_PARTS, paymentLinkDto } from "./payment-link-dto.ts";

/** What the form for a payment link begins with, and the links that were made before. */
export async function getPayForm(context: AppContext, orderId: string): Promise<Result<PayFormDto, AppError>> {
  const allowed = demand(context, "payments.create_link");
  if (!allowed.ok) return allowed;
  const order = await context.prisma.order.findUnique({
    where: { orderId },
    include: { payments: true, links: { include: LINK_PARTS, orderBy: { createdAt: "desc" }, take: 20 } },
  });
  if (!order) return err(appError("order_not_found"));

  const { currency } = order;
  const text = (minor: bigint) => moneyToText({ minor, currency });
  const paid = order.payments
    .filter((payment) => payment.status === "succeeded" && payment.currency === currency)
    .reduce((sum, payment) => sum + payment.capturedMinor, 0n);
  const open = order.amountMinor - paid;
  return ok({
    orderId,
    currency,
    amount: text(open > 0n ? open : order.amountMinor),
    customer: { email: order.email, phone: order.phone },
    accounts: await accountsFor(context, currency),
    items: itemsOf(order.lines as unknown as readonly Line[]),
    links: order.links.map(paymentLinkDto),
  });
}

export async function getPaymentLink(context: AppContext, linkId: string): Promise<Result<PaymentLinkDto, AppError>> {
  const allowed = demand(context, "payments.create_link");
  if (!allowed.ok) return allowed;
  const link = await findPaymentLink(context.prisma, linkId);
  return link ? ok(link) : err(appError("not_found"));
}

async function accountsFor({ prisma }: AppContext, currency: string): Promise<PayFormDto["accounts"]> {
  const accounts = await prisma.gatewayAccount.findMany({ orderBy: { label: "asc" } });
  return accounts.flatMap((account) => {
    const creator = creatorOf(account, currency);
    if (!creator.ok) return [];
    const { methods, locales } = creator.value;
    const gateway = connectorOf(account.gateway).name;
    return [{ id: account.id, label: account.label, gateway, methods, locales }];
  });
}

type Line = { readonly name: string; readonly amount?: string };

/** Lines without a price cannot be items. */
function itemsOf(lines: readonly Line[]): PayFormDto["items"] {
  const priced = lines.flatMap(({ name, amount }) =>
    amount === undefined ? [] : [{ description: name.slice(0, 100), price: amount }],
  );
  return priced.length === lines.length ? priced.slice(0, 20) : [];
}
