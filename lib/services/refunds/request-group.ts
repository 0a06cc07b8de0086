import { v5 } from "uuid";
import type { RequestGroupInput } from "#lib/contracts/refund.ts";
import type { RequestFacts, StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { type Money, parsePositiveMoney } from "#lib/domain/money.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { exceedsBalance, type ReadWish, readWish } from "#lib/services/read-request.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { answerAgain, isUniqueViolation, type RefundReceipt, receipt } from "./answer-again.ts";
import { balanceToken } from "./balance-token.ts";
import { decideApprovals } from "./decide-approvals.ts";
import { digestOf } from "./seal.ts";
import { writeRefund } from "./write-refund.ts";

type PartInput = RequestGroupInput["parts"][number];
type Part = {
  readonly input: PartInput;
  readonly requestKey: string;
  readonly facts: RequestFacts;
  readonly payment: NonNullable<RequestFacts["payment"]>;
  readonly wish: ReadWish;
};

/**
 * Records the wish to give one amount back from several payments of an order: a refund of each, all of them or none,
 * decided as one and then each sent on its own. Sends nothing. Answers with the first part.
 */
export async function requestGroup(
  context: AppContext,
  input: RequestGroupInput,
): Promise<Result<RefundReceipt, AppError>> {
  const allowed = demand(context, "refunds.request");
  if (!allowed.ok) return allowed;
  try {
    return await context.store.transaction((tx) => recordGroup(tx, context, input));
  } catch (error) {
    if (!(error instanceof GroupRefused) && !isUniqueViolation(error)) throw error;
    // It may be this very form, posted twice, that took what is missing now (A01, C05).
    const earlier = await context.store.transaction((tx) => findEarlier(tx, context, input));
    if (earlier) return earlier;
    if (error instanceof GroupRefused) return err(error.why);
    throw error;
  }
}

/** Ends the transaction, so that no part is reserved without the others. */
class GroupRefused extends Error {
  override readonly name = "GroupRefused";
  readonly why: AppError;
  constructor(why: AppError) {
    super(why.code);
    this.why = why;
  }
}

async function recordGroup(
  tx: StoreTransaction,
  context: AppContext,
  input: RequestGroupInput,
): Promise<Result<RefundReceipt, AppError>> {
  const read = await readParts(tx, context, input);
  if (!read.ok) return read;
  if ("earlier" in read.value) return answerAgain(context, read.value.earlier, intentOf(context, input));
  const { parts } = read.value;
  const together = wholeOf(parts, input);
  if (!together.ok) return together;

  // From here on a refusal takes back what is reserved already. Payments are always locked in this order.
  for (const { payment, wish } of parts)
    if (!(await tx.payments.reserve(payment.id, wish.amount.minor)))
      throw new GroupRefused(ofPart(exceedsBalance(payment), payment.id));
  const approvals = await approvalsOf(tx, context, parts, { reason: input.reason, together: together.value });

  const id = newId();
  const { reason, note } = input;
  const written: Refund[] = [];
  for (const { requestKey, ...part } of parts) {
    const group = { id, size: parts.length, isFirst: written.length === 0 };
    const request = { requestKey, intentHash: intentOf(context, input), reason, note };
    written.push(await writeRefund(tx, context, { ...part, approvals, request, group }));
  }
  const [first] = written;
  if (!first) throw new Error("a group without parts");
  return ok(receipt(first));
}

/** Every part against its payment, or what this form has led to already. */
async function readParts(
  tx: StoreTransaction,
  context: AppContext,
  input: RequestGroupInput,
): Promise<Result<{ readonly parts: readonly Part[] } | { readonly earlier: Refund }, AppError>> {
  const parts: Part[] = [];
  for (const [index, part] of inOrder(input).entries()) {
    const requestKey = partKey(input.requestKey, index);
    const facts = await tx.payments.requestFacts({ paymentId: part.paymentId, requestKey, amountText: part.amount });
    if (facts.earlier) {
      if (index === 0) return ok({ earlier: facts.earlier });
      // The same form was written between two of these looks; its answer is the first part.
      throw new GroupRefused(appError("idempotency_key_reused"));
    }
    const { payment } = facts;
    if (!payment) return err(appError("payment_not_found"));
    const wish = readWish(payment, { ...input, amount: part.amount, receiver: receiverFor(payment, input) });
    if (!wish.ok) return err(ofPart(wish.error, payment.id));
    if (facts.repeated && context.operator.kind === "user" && !input.evenIfRepeated)
      return err(appError("duplicate_refund_suspected", { detail: facts.repeated }));
    if (part.balanceToken !== undefined && part.balanceToken !== balanceToken(payment))
      return err(appError("balance_changed"));
    parts.push({ input: part, requestKey, facts, payment, wish: wish.value });
  }
  return ok({ parts });
}

/** The parts are of one order, and add up to the amount that was asked for, to the last minor unit. */
function wholeOf(parts: readonly Part[], { amount }: RequestGroupInput): Result<Money, AppError> {
  const refuse = (message: string) => err(appError("invalid_request", { errors: [{ field: "amount", message }] }));
  const [first] = parts;
  if (!first || parts.length < 2) return refuse("split_too_few");
  const { orderId, currency } = first.payment;
  if (new Set(parts.map(({ payment }) => payment.id)).size < parts.length) return refuse("split_twice");
  if (parts.some(({ payment }) => payment.orderId !== orderId || payment.currency !== currency))
    return refuse("split_of_several");
  const whole = parsePositiveMoney(amount, currency);
  if (!whole.ok) return refuse(whole.error.code);
  const sum = parts.reduce((all, { wish }) => all + wish.amount.minor, 0n);
  return sum === whole.value.minor ? whole : refuse("split_differs");
}

/** As strict as the strictest part, and each as strict as for the whole sum: an amount is not made small by cutting it. */
async function approvalsOf(
  tx: StoreTransaction,
  context: AppContext,
  parts: readonly Part[],
  { reason, together }: { readonly reason: string; readonly together: Money },
): Promise<number> {
  let approvals = 0;
  for (const part of parts) {
    const decision = await decideApprovals(tx, context, { ...part, reason, together });
    if (!decision.ok) throw new GroupRefused(decision.error);
    approvals = Math.max(approvals, decision.value.approvals);
  }
  return approvals;
}

async function findEarlier(
  tx: StoreTransaction,
  context: AppContext,
  input: RequestGroupInput,
): Promise<Result<RefundReceipt, AppError> | null> {
  const [first] = inOrder(input);
  if (!first) return null;
  const { paymentId, amount: amountText } = first;
  const { earlier } = await tx.payments.requestFacts({ paymentId, amountText, requestKey: input.requestKey });
  return earlier && answerAgain(context, earlier, intentOf(context, input));
}

/** Whatever order they were typed in: payments are locked in the order of their ids, and equal wishes are equal. */
function inOrder({ parts }: RequestGroupInput): readonly PartInput[] {
  return parts.toSorted((one, other) => (one.paymentId < other.paymentId ? -1 : 1));
}

/** The first part carries the form's own key, so that the form cannot stand for a second wish of any kind (A04). */
function partKey(requestKey: string, index: number): string {
  return index === 0 ? requestKey : v5(String(index), requestKey);
}

/** It is asked for once, for all the parts that need it. */
function receiverFor(payment: Part["payment"], { receiver }: RequestGroupInput) {
  const connector = connectorOf(payment.gateway);
  const asked = connector.receiver(payment, connector.settingsSchema.parse(payment.account.settings));
  return asked === "required" ? receiver : undefined;
}

/** A form with several amounts has to say which of them is wrong. */
function ofPart(error: AppError, paymentId: string): AppError {
  if (!error.errors) return error;
  return {
    ...error,
    errors: error.errors.map(({ field, message }) => ({
      field: field === "amount" ? `part.${paymentId}` : field,
      message,
    })),
  };
}

/** The whole wish, under every part of it: the same key for another one is refused. */
function intentOf(context: AppContext, input: RequestGroupInput): string {
  const receiver = input.receiver ? context.vault.digest(JSON.stringify(input.receiver), "intent") : "";
  const parts = inOrder(input).flatMap(({ paymentId, amount }) => [paymentId, amount]);
  return digestOf([
    actorOf(context.operator),
    "group",
    input.amount,
    ...parts,
    input.reason,
    input.note ?? "",
    receiver,
  ]);
}
