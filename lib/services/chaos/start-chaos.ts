import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { StartChaosInput } from "#lib/contracts/chaos.ts";
import { upsertOrderSchema } from "#lib/contracts/order.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { Role } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { upsertOrder } from "#lib/services/orders/upsert-order.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type OpenStage, openStages } from "./open-stage.ts";
import { CHAOS_ORDERS, chaosOrderId, faultOf } from "./read-chaos.ts";
import { choiceFor, type PaidThere } from "./stages.ts";

const ACTS_WITHIN_MS = 60_000;

/**
 * Makes an emulated gateway misbehave towards one refund of its own, which demo people ask for and approve by the same
 * services as everybody. Only where emulators run, which is never in production.
 */
export async function startChaos(
  context: AppContext,
  { gateway, fault }: StartChaosInput,
): Promise<Result<{ readonly refundId: string }, AppError>> {
  const allowed = demand(context, "chaos.run");
  if (!allowed.ok) return allowed;
  const stage = (await openStages(context)).find((one) => one.gateway === gateway);
  if (!stage?.faults.includes(fault)) return err(appError("not_found"));

  const payment = await stage.pay();
  const placed = await placeOrder(
    context,
    stage,
    chaosOrderId(fault, randomBytes(3).toString("hex").toUpperCase()),
    payment,
  );
  if (!placed.ok) return placed;
  const [staff, ...managers] = [...(await peopleAtWork(context, "staff")), ...(await peopleAtWork(context, "manager"))];
  if (!staff) return err(appError("no_approver"));
  const asked = await requestRefund(staff, {
    requestKey: randomUUID(),
    paymentId: placed.value,
    amount: stage.refundAmount,
    reason: "Chaos",
  });
  if (!asked.ok) return asked;
  const { id: refundId, reference } = asked.value;
  await planAll(context, stage);
  for (const manager of managers) {
    const { state, sealedHash } = await context.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
    if (state === "awaiting_approval") await approveRefund(manager, { refundId, sealedHash });
  }
  void actWhenItArrives(context, stage, { fault, reference, payment });
  return ok({ refundId });
}

async function placeOrder(
  context: AppContext,
  { gatewayAccountId }: OpenStage,
  orderId: string,
  { gatewayTransactionRef, gatewayPaymentRef, method, currency, amount }: PaidThere,
): Promise<Result<string, AppError>> {
  const at = new Date().toISOString();
  const payment = { gatewayAccountId, gatewayTransactionRef, gatewayPaymentRef, method, amount, currency };
  const customer = { name: "Chaos", email: null, phone: null };
  const payments = [{ ...payment, status: "succeeded", paidAt: at }];
  const input = upsertOrderSchema.parse({ orderId, currency, amount, placedAt: at, customer, payments });
  const stored = await upsertOrder({ ...context, operator: { kind: "cli", name: "chaos" } }, input);
  if (!stored.ok) return stored;
  const [paid] = stored.value.order.payments;
  return paid ? ok(paid.id) : err(appError("payment_not_found"));
}

async function peopleAtWork(context: AppContext, role: Role): Promise<readonly AppContext[]> {
  const people = await context.prisma.user.findMany({ where: { role, status: "active" }, orderBy: { email: "asc" } });
  const enough = role === "staff" ? people.slice(0, 1) : people;
  return enough.map(({ id, name, language, zone }) => ({
    ...context,
    operator: { kind: "user", id, name, role, language, zone },
  }));
}

/** An emulator keeps one plan for a merchant, so that the runs which are still open stay in it. */
async function planAll({ prisma }: AppContext, stage: OpenStage): Promise<void> {
  const open = await prisma.refund.findMany({
    where: {
      gatewayAccountId: stage.gatewayAccountId,
      finalAt: null,
      order: { orderId: { startsWith: CHAOS_ORDERS } },
    },
    select: { reference: true, order: { select: { orderId: true } } },
  });
  const choices = open.flatMap(({ reference, order }) => {
    const fault = faultOf(order.orderId);
    return fault ? [[reference, choiceFor(fault, stage.gateway)] as const] : [];
  });
  await stage.plan(Object.fromEntries(choices));
}

/** Some faults need the gateway's own people, once the request is there. */
async function actWhenItArrives(
  { log }: AppContext,
  stage: OpenStage,
  run: { readonly fault: StartChaosInput["fault"]; readonly reference: string; readonly payment: PaidThere },
): Promise<void> {
  if (!stage.act) return;
  try {
    for (const until = Date.now() + ACTS_WITHIN_MS; Date.now() < until; await sleep(500)) {
      const { sends } = (await stage.books())(run.reference);
      if (sends > 0) return void (await stage.act(run.fault, run));
    }
  } catch (error) {
    log.warn({ err: error, reference: run.reference }, "the emulator could not be played with");
  }
}
