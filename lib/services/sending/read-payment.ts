import type { Fault, PaymentReading } from "#lib/gateways/connector.ts";
import type { Payment } from "#prisma/generated/client.ts";
import { type AskingContext, gatewayCall, type OpenAccount } from "./sending.ts";

export type FoundReading =
  /** `askedAt` by the database's clock: what was booked since then is not in the reading. */
  | { readonly kind: "found"; readonly reading: PaymentReading; readonly askedAt: Date }
  | { readonly kind: "not_found" }
  /** Several payments fit and nothing says which is ours: a person chooses. */
  | { readonly kind: "several"; readonly candidates: readonly PaymentReading[] }
  | { readonly kind: "no_answer"; readonly cause: string; readonly fault: Fault | null }
  | { readonly kind: "cannot" };

type Ours = Pick<Payment, "gatewayTransactionRef" | "gatewayPaymentRef" | "method" | "currency" | "capturedMinor">;

/** Asks the gateway about a payment and picks ours out of its answer: by ID, never "the first one" (F17). */
export async function readPayment(context: AskingContext, opened: OpenAccount, payment: Ours): Promise<FoundReading> {
  const query = opened.connector.operations.queryPayments;
  if (!query) return { kind: "cannot" };
  const askedAt = await context.store.now();
  const answer = await query(gatewayCall(context, opened), { payment });
  if (answer.kind === "no_answer") return { kind: "no_answer", cause: answer.cause, fault: answer.fault };

  if (payment.gatewayPaymentRef !== null) {
    const reading = answer.payments.find((candidate) => candidate.gatewayPaymentRef === payment.gatewayPaymentRef);
    return reading ? { kind: "found", reading, askedAt } : { kind: "not_found" };
  }
  const succeeded = answer.payments.filter((candidate) => candidate.status === "succeeded");
  const fitting =
    succeeded.length === 1
      ? succeeded
      : succeeded.filter(
          (candidate) => candidate.amount.minor === payment.capturedMinor && candidate.method === payment.method,
        );
  const [only, ...others] = fitting;
  if (!only) return { kind: "not_found" };
  return others.length === 0 ? { kind: "found", reading: only, askedAt } : { kind: "several", candidates: fitting };
}
