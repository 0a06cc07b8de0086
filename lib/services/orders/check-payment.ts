import type { PaymentDto } from "#lib/contracts/order.ts";
import { refundedMinor } from "#lib/domain/balance.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { PaymentReading } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { type FoundReading, readPayment } from "#lib/services/sending/read-payment.ts";
import { askingContext } from "#lib/services/sending/sending.ts";
import { PAYMENT_PARTS, paymentDto } from "./payment-dto.ts";

export type CheckedPayment = {
  readonly payment: PaymentDto;
  /** How far the gateway's refunded total is from what we had, in major units with a sign; null when it is the same. */
  readonly difference: string | null;
};

/** Asks the gateway about a payment now, and stores what it says. Moves no money. */
export async function checkPayment(
  context: AppContext,
  { paymentId }: { readonly paymentId: string },
): Promise<Result<CheckedPayment, AppError>> {
  const allowed = demand(context, "payments.check");
  if (!allowed.ok) return allowed;
  const before = await context.prisma.payment.findUnique({ where: { id: paymentId } });
  if (!before) return err(appError("payment_not_found"));

  const opened = await openGatewayAccount(context, before.gatewayAccountId);
  const found = await readPayment(
    askingContext(context),
    { ...opened, connector: connectorOf(opened.gateway) },
    before,
  );
  if (found.kind !== "found") return err(whyNot(found));

  const { reading, askedAt } = found;
  const differenceMinor = reading.refunded.minor - refundedMinor(before);
  const difference = differenceMinor === 0n ? null : moneyToText({ minor: differenceMinor, currency: before.currency });
  await context.store.transaction(async (tx) => {
    await tx.payments.applyReading(paymentId, {
      refundedMinor: reading.refunded.minor,
      askedAt,
      status: reading.status,
      gatewayPaymentRef: reading.gatewayPaymentRef,
    });
    await tx.appendAudit({
      kind: "payment.checked",
      operator: context.operator,
      paymentId,
      orderId: before.orderId,
      data: { refunded: moneyToText(reading.refunded), amount: moneyToText(reading.amount), difference },
    });
  });
  const after = await context.prisma.payment.findUniqueOrThrow({ where: { id: paymentId }, include: PAYMENT_PARTS });
  return ok({ payment: paymentDto(after), difference });
}

function whyNot(found: Exclude<FoundReading, { kind: "found" }>): AppError {
  switch (found.kind) {
    case "not_found":
      return appError("gateway_refused", { detail: { text: "The gateway does not know this payment." } });
    case "several":
      return appError("gateway_refused", {
        detail: { text: "Several payments fit; choose one.", candidates: found.candidates.map(candidate) },
      });
    case "no_answer":
      return found.fault
        ? appError("gateway_refused", { detail: { code: found.fault.code, text: found.fault.text } })
        : appError("gateway_unreachable", { detail: { cause: found.cause } });
    case "cannot":
      return appError("gateway_cannot");
  }
}

function candidate({ gatewayPaymentRef, method, amount, refunded }: PaymentReading) {
  return { gatewayPaymentRef, method, amount: moneyToText(amount), refunded: moneyToText(refunded) };
}
