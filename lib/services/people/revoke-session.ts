import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import type { UserOperator } from "./read-session.ts";

type OwnContext = AppContext & { readonly operator: UserOperator };

/** Signing out. A session that is over already is no error. */
export async function signOut(
  services: Services,
  session: { readonly id: string; readonly operator: UserOperator },
): Promise<void> {
  await services.prisma.$transaction(async (tx) => {
    const ended =
      await tx.$executeRaw`UPDATE session SET revoked_at = now() WHERE id = ${session.id}::uuid AND revoked_at IS NULL`;
    if (ended > 0) await recordAudit(tx, { kind: "user.signed_out", operator: session.operator });
  });
}

/** One of one's own sessions, such as that of a lost laptop. Somebody else's is not found. */
export async function revokeOwnSession(
  context: OwnContext,
  { sessionId }: { readonly sessionId: string },
): Promise<Result<null, AppError>> {
  return context.prisma.$transaction(async (tx) => {
    const ended = await tx.$executeRaw`
      UPDATE session SET revoked_at = now()
      WHERE id = ${sessionId}::uuid AND user_id = ${context.operator.id}::uuid AND revoked_at IS NULL`;
    if (ended === 0) return err(appError("not_found"));
    await recordAudit(tx, { kind: "user.session_ended", operator: context.operator, data: { sessionId } });
    return ok(null);
  });
}

export async function signOutEverywhere(context: OwnContext): Promise<Result<{ readonly ended: number }, AppError>> {
  return context.prisma.$transaction(async (tx) => {
    const ended = await endSessions(tx, context.operator.id);
    await recordAudit(tx, { kind: "user.signed_out_everywhere", operator: context.operator, data: { ended } });
    return ok({ ended });
  });
}

/** Ends every session of a person at once: each request reads its row. */
export async function endSessions(db: PrismaClient | Prisma.TransactionClient, userId: string): Promise<number> {
  return db.$executeRaw`UPDATE session SET revoked_at = now() WHERE user_id = ${userId}::uuid AND revoked_at IS NULL`;
}
