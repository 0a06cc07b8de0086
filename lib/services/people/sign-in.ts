import { hashPassword, needsRehash, verifyPassword } from "#lib/auth/password.ts";
import type { SignInInput } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { User } from "#prisma/generated/client.ts";
import { createSession, type RequestOrigin } from "./create-session.ts";
import { giveBack, rateLimit } from "./rate-limit.ts";
import type { UserOperator } from "./read-session.ts";

/** PCI DSS 8.3.4: at most ten tries, then half an hour. */
const TRIES = 10;
const LOCK_MINUTES = 30;
/** Failures that one address, and all of them together, may use up before hashing itself becomes the attack (K10). */
const PER_ADDRESS = { limit: 100, windowSeconds: 900 };
const IN_ALL = { limit: 300, windowSeconds: 60 };

export type SignedIn = { readonly sid: string; readonly operator: UserOperator };

/**
 * Checks the password and opens a session. An unknown e-mail, a wrong password, a locked and a disabled account
 * answer with the same words after the same work (K17).
 */
export async function signIn(
  services: Services,
  input: Pick<SignInInput, "email" | "password">,
  from: RequestOrigin,
): Promise<Result<SignedIn, AppError>> {
  const address = `sign-in|${from.ip ?? "unknown"}`;
  for (const [key, bucket] of [
    [address, PER_ADDRESS],
    ["sign-in", IN_ALL],
  ] as const) {
    const within = await rateLimit(services, key, bucket);
    if (!within.ok) return within;
  }

  const user = await services.prisma.user.findUnique({ where: { email: input.email } });
  const mayTry = user !== null && user.status === "active" && (await takeTry(services, user.id));
  const isRight = await verifyPassword(input.password, mayTry ? user.passwordHash : null, services.vault);
  if (!mayTry || !isRight) {
    await noteFailure(services, user, { from, counted: mayTry });
    return err(appError("sign_in_failed"));
  }
  await Promise.all([giveBack(services, address, PER_ADDRESS), giveBack(services, "sign-in", IN_ALL)]);
  return open(services, user, { password: input.password, from });
}

/** One try is taken before the password is looked at, so that parallel guesses cannot pass the limit together. */
async function takeTry({ prisma }: Services, userId: string): Promise<boolean> {
  const taken = await prisma.$executeRaw`
    UPDATE user_account SET
      failed_sign_ins = CASE WHEN locked_until IS NULL THEN failed_sign_ins + 1 ELSE 1 END,
      locked_until = CASE WHEN locked_until IS NULL AND failed_sign_ins + 1 >= ${TRIES}::int
                     THEN now() + make_interval(mins => ${LOCK_MINUTES}::int) END
    WHERE id = ${userId}::uuid AND (locked_until IS NULL OR locked_until <= now())`;
  return taken === 1;
}

async function open(
  services: Services,
  user: User,
  { password, from }: { password: string; from: RequestOrigin },
): Promise<Result<SignedIn, AppError>> {
  const { id, name, role, language, zone } = user;
  const operator: UserOperator = { kind: "user", id, name, role, language, zone };
  const renewed = needsRehash(user.passwordHash ?? "") ? await hashPassword(password, services.vault) : undefined;

  const sid = await services.prisma.$transaction(async (tx) => {
    // The account may have been disabled, or its password changed, while the hash was being made.
    const unchanged = await tx.$executeRaw`
      UPDATE user_account SET failed_sign_ins = 0, locked_until = NULL, last_sign_in_at = now(),
        password_hash = coalesce(${renewed ?? null}, password_hash)
      WHERE id = ${id}::uuid AND status = 'active' AND password_hash = ${user.passwordHash}`;
    if (unchanged === 0) return null;
    await recordAudit(tx, { kind: "user.signed_in", operator, data: { ip: from.ip } });
    return createSession(tx, id, from);
  });
  return sid === null ? err(appError("sign_in_failed")) : ok({ sid, operator });
}

/** Counted failures of a known account are its history; the rest is only logged, or strangers could fill the audit. */
async function noteFailure(
  services: Services,
  user: User | null,
  { from, counted }: { from: RequestOrigin; counted: boolean },
): Promise<void> {
  services.log.warn({ event: "user.sign_in_failed", userId: user?.id, ip: from.ip }, "Sign-in failed");
  if (!user || !counted) return;
  const { id, name, role, language, zone } = user;
  const { lockedUntil } = await services.prisma.user.findUniqueOrThrow({
    where: { id },
    select: { lockedUntil: true },
  });
  await recordAudit(services.prisma, {
    kind: lockedUntil ? "user.locked" : "user.sign_in_failed",
    operator: { kind: "user", id, name, role, language, zone },
    data: { ip: from.ip },
  });
}
