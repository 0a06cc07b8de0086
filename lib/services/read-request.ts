import type { RequestFacts } from "#lib/db/store.ts";
import { refundableMinor } from "#lib/domain/balance.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { type Money, moneyToText, parsePositiveMoney } from "#lib/domain/money.ts";
import { type Receiver, receiverSchema } from "#lib/domain/receiver.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { connectorOf } from "#lib/gateways/registry.ts";

export type Wish = {
  readonly amount: string;
  readonly reason: string;
  readonly receiver?: { accountName: string; accountNumber: string; swiftCode: string } | undefined;
};

export type ReadWish = {
  readonly amount: Money;
  readonly gatewayReason: string;
  readonly receiver: Receiver | null;
  readonly exclusive: boolean;
};

type FoundPayment = NonNullable<RequestFacts["payment"]>;

/**
 * Holds a wish against the payment it is for. Currency, gateway and account come from the payment's row and from
 * nowhere else (A15). The wrong fields are all named at once.
 */
export function readWish(payment: FoundPayment, wish: Wish): Result<ReadWish, AppError> {
  const connector = connectorOf(payment.gateway);
  if (payment.status !== "succeeded")
    return err(appError("payment_not_refundable", { detail: { status: payment.status } }));
  const settings = connector.settingsSchema.parse(payment.account.settings);
  if (!connector.currencies(settings).includes(payment.currency))
    return err(appError("currency_not_supported", { detail: { currency: payment.currency } }));

  const errors: { field: string; message: string }[] = [];
  const amount = parsePositiveMoney(wish.amount, payment.currency);
  if (!amount.ok) errors.push({ field: "amount", message: amount.error.code });

  const asked = connector.receiver(payment, settings);
  if (asked === "none" && wish.receiver)
    return err(
      appError("receiver_not_expected", { errors: [{ field: "receiver", message: "receiver_not_expected" }] }),
    );
  if (asked === "required" && !wish.receiver)
    errors.push(
      ...["accountName", "accountNumber", "swiftCode"].map((field) => ({
        field: `receiver.${field}`,
        message: "receiver_required",
      })),
    );
  const receiver = wish.receiver ? receiverSchema.safeParse(wish.receiver) : null;
  for (const issue of receiver?.error?.issues ?? [])
    errors.push({ field: `receiver.${issue.path.join(".")}`, message: issue.message });

  if (errors.length > 0)
    return err(
      appError(
        asked === "required" && !wish.receiver && errors.length === 3 ? "receiver_required" : "invalid_request",
        { errors },
      ),
    );
  if (!amount.ok) return err(appError("invalid_request"));
  return ok({
    amount: amount.value,
    gatewayReason: connector.cleanReason(wish.reason),
    receiver: receiver?.data ?? null,
    exclusive: connector.policy.oneOpenRefundPerPayment,
  });
}

/** What people and systems are told when an amount does not fit. */
export function exceedsBalance(payment: FoundPayment): AppError {
  const refundable = moneyToText({ minor: refundableMinor(payment), currency: payment.currency });
  return appError("refund_exceeds_balance", {
    detail: { refundable, currency: payment.currency },
    errors: [{ field: "amount", message: "refund_exceeds_balance" }],
  });
}
