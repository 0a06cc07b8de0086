import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type APIRequestContext, request } from "@playwright/test";
import type { Desk } from "#e2e/fixtures/desk.ts";
import type { Gateway } from "#e2e/fixtures/gateway.ts";
import { openNeox } from "#e2e/fixtures/neox.ts";
import { type PaidOrder, placeOrder } from "#e2e/fixtures/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createPaymentLink } from "#lib/services/payment-links/create-payment-link.ts";

/** What the addresses of the screens name: `{order}` is `records.order`. */
export type Records = Readonly<Record<string, string>>;

const STATE_WITHIN_MS = 60_000;
/** The policy lets it pass. */
const AMOUNT = "9000";

/** The demo shows what goes well; here is, of one busy order, what does not, and what is under way. */
export async function makeRecords(desk: Desk, origin: string): Promise<Records> {
  const { prisma } = desk.context;
  const extraHTTPHeaders = { authorization: `Bearer ${desk.apiKey}` };
  const api = await request.newContext({ baseURL: origin, extraHTTPHeaders });
  const [slow, hasty] = [await openNeox(desk), await openNeox(desk)];
  // Nothing is asked again, so that what is unknown stays so while it is looked at; elsewhere people are called at once.
  await slow.configure({ quietTimeS: 3_600, probeLadderS: [3_600], reviewAfterCardS: 86_400 });
  await hasty.configure({ reviewAfterCardS: 2 });
  const busy = await placeOrder(api, { gateway: slow, amount: 1_250_000, payments: 3 });
  const odd = await placeOrder(api, { gateway: hasty, amount: 480_000 });
  const stages = [
    [busy, slow, "failed", { scenario: "accept_then_fail" }],
    [busy, slow, "succeeded", {}],
    [busy, slow, "unknown", { scenario: "drop_after_accepting", settleAfterMs: null }],
    [odd, hasty, "needs_review", { scenario: "drop_before" }],
    [busy, slow, "processing", { scenario: "accept_and_wait" }],
  ] as const satisfies readonly Stage[];
  const refunds: Record<string, string> = {};
  for (const [index, stage] of stages.entries()) refunds[stage[2]] = await play(api, stage, index);
  for (const state of ["awaiting_approval", "sent_back", "rejected"] as const)
    refunds[state] = (await prisma.refund.findFirst({ where: { state } }))?.id ?? "";
  await api.dispose();

  const newest = await prisma.order.findFirst({
    where: { orderId: { startsWith: "DH-" }, payments: { some: { status: "succeeded" } } },
    orderBy: { placedAt: "desc" },
  });
  const qr = await prisma.order.findFirst({ where: { payments: { every: { method: "QR", refunds: { none: {} } } } } });
  return {
    order: newest?.orderId ?? "",
    busy: busy.orderId,
    qr: qr?.orderId ?? "",
    ...refunds,
    account: slow.accountId,
    user: (await prisma.user.findFirst({ where: { role: "staff" } }))?.id ?? "",
    notification: (await prisma.inboxMessage.findFirst({ orderBy: { receivedAt: "desc" } }))?.id ?? "",
    link: await linkOf(desk, slow, busy),
  };
}

type Stage = readonly [PaidOrder, Gateway, RefundState, Choice];

/** Asks for a refund and waits until it stands where the picture wants it; its ID. */
async function play(api: APIRequestContext, [order, gateway, state, choice]: Stage, index: number): Promise<string> {
  await gateway.plan(choice);
  const paymentId = order.payments[index % order.payments.length]?.id;
  const asked = await api.post("/api/v1/refunds", {
    headers: { "idempotency-key": randomUUID() },
    data: { paymentId, amount: AMOUNT, currency: gateway.currency, reason: "Hàng giao thiếu một món" },
  });
  const { id } = (await asked.json()) as RefundDto;
  const deadline = Date.now() + STATE_WITHIN_MS;
  while (((await (await api.get(`/api/v1/refunds/${id}`)).json()) as RefundDto).state !== state) {
    if (Date.now() > deadline) throw new Error(`No refund became ${state}.`);
    await sleep(250);
  }
  return id;
}

async function linkOf({ context }: Desk, gateway: Gateway, { orderId, customer }: PaidOrder): Promise<string> {
  const made = await createPaymentLink(context, {
    ...{ linkId: randomUUID(), orderId, gatewayAccountId: gateway.accountId, way: "POST", locale: "vi" },
    ...{ amount: "120000", orderInfo: "Áo dài lụa thêu tay", methods: ["QR"], expiresInMinutes: 60 },
    customer: { id: undefined, email: customer.email, phone: customer.phone, ip: undefined },
    ...{ createToken: false, forIframe: false, items: [] },
  });
  if (!made.ok) throw new Error(`No payment link: ${made.error.code}`);
  return made.value.id;
}
