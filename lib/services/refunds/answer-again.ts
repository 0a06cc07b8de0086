import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { Prisma, type Refund } from "#prisma/generated/client.ts";

export type RefundReceipt = { readonly id: string; readonly reference: string; readonly state: RefundState };

/** The same wish gets the same answer; its key stands for no other one, and tells nobody else anything. */
export function answerAgain(context: AppContext, earlier: Refund, hash: string): Result<RefundReceipt, AppError> {
  const mine =
    context.operator.kind === "user"
      ? earlier.requestedByUserId === context.operator.id
      : context.operator.kind === "api-key" && earlier.requestedByApiKeyId === context.operator.id;
  if (!mine)
    return err(appError("invalid_request", { errors: [{ field: "requestKey", message: "request_key_unusable" }] }));
  if (earlier.intentHash !== hash) return err(appError("idempotency_key_reused"));
  return ok(receipt(earlier));
}

/** What a request is answered with. */
export function receipt(refund: Refund): RefundReceipt {
  return { id: refund.id, reference: refund.reference, state: refund.state };
}

/** Two posts of one form met. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
