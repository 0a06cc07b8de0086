import type { RequestFacts, StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { type Money, moneyToText } from "#lib/domain/money.ts";
import {
  approvalsNeeded,
  exceedsLimit,
  type PolicyDecision,
  type PolicyFacts,
  policyLooksAt,
} from "#lib/domain/policy.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { ReadWish } from "#lib/services/read-request.ts";
import type { Payment } from "#prisma/generated/client.ts";

type Asked = {
  readonly payment: Payment;
  readonly wish: ReadWish;
  readonly reason: string;
  /** The sum of the group, where this is a part of one: the rules are for the whole wish, however it is cut. */
  readonly together?: Money;
  readonly facts: Pick<RequestFacts, "policy" | "settings" | "now">;
};

/** How many others must approve this wish, by the policy in force. Looks up only what that policy asks about. */
export async function decideApprovals(
  tx: StoreTransaction,
  context: AppContext,
  { payment, wish, reason, together = wish.amount, facts }: Asked,
): Promise<Result<PolicyDecision, AppError>> {
  const policy = facts.policy.document;
  const { currency } = wish.amount;
  const looks = policyLooksAt(policy, currency);
  const requesterId = context.operator.kind === "user" ? context.operator.id : null;
  const asked = looks.today
    ? await tx.usage.askedToday({ paymentId: payment.id, requesterId, currency, zone: facts.settings.zone })
    : { ofPayment: 0n, byRequester: 0n };

  const limit = requesterId && exceedsLimit(policy, "requester", together, asked.byRequester);
  if (limit) {
    const used = moneyToText({ minor: asked.byRequester, currency });
    return err(appError("daily_limit_reached", { detail: { limit: moneyToText(limit), used, currency } }));
  }
  const digest = looks.receiver ? receiverDigest(context, wish) : null;
  const isNewReceiver = digest !== null && !(await tx.usage.receiverIsKnown(digest));
  const known = { ...factsOf(context, payment, facts.now), reason, isNewReceiver };
  const whole = approvalsNeeded(policy, { ...known, amount: together }, asked);
  const part = approvalsNeeded(policy, { ...known, amount: wish.amount }, asked);
  return ok(part.approvals > whole.approvals ? part : whole);
}

/** What is known of a wish before anything of it is written down. */
export function factsOf(
  { operator }: Pick<AppContext, "operator">,
  payment: Pick<Payment, "gateway" | "method" | "paidAt" | "createdAt">,
  now: Date,
): Omit<PolicyFacts, "amount" | "reason" | "isNewReceiver"> {
  return {
    gateway: payment.gateway,
    method: payment.method,
    paidAt: payment.paidAt ?? payment.createdAt,
    now,
    requestedBy: operator.kind === "user" ? "person" : "api",
  };
}

export function receiverDigest({ vault }: Pick<AppContext, "vault">, { receiver }: Pick<ReadWish, "receiver">) {
  return receiver ? vault.digest(JSON.stringify(receiver), "receiver") : null;
}
