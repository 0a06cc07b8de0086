import { hashPassword } from "#lib/auth/password.ts";
import type { RedeemTokenInput, TokenPurpose, UserTokenDto } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { Role } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { weakPassword } from "./check-new-password.ts";
import { endSessions } from "./revoke-session.ts";
import { endUserTokens, hashToken } from "./user-token.ts";

/** Who an invitation or a reset is for. Reading it uses nothing up. */
export async function readUserToken(services: Services, token: string): Promise<Result<UserTokenDto, AppError>> {
  const found = await findToken(services, token);
  if (!found) return err(appError("token_expired"));
  const { purpose, email, name } = found;
  return ok({ purpose, email, name });
}

/** Sets the password that the link allows to choose, once, and opens the account. Who had a session loses it. */
export async function setPasswordByLink(
  services: Services,
  { token, password }: RedeemTokenInput,
): Promise<Result<{ readonly email: string }, AppError>> {
  const found = await findToken(services, token);
  if (!found) return err(appError("token_expired"));
  const weak = weakPassword(password, found, "password");
  if (weak) return err(weak);

  const passwordHash = await hashPassword(password, services.vault);
  return services.prisma
    .$transaction(async (tx) => {
      const used = await tx.$executeRaw`
      UPDATE user_token SET used_at = now() WHERE token_hash = ${hashToken(token)} AND used_at IS NULL AND expires_at > now()`;
      const opened = await tx.$executeRaw`
      UPDATE user_account SET status = 'active', password_hash = ${passwordHash}, role_version = role_version + 1,
        failed_sign_ins = 0, locked_until = NULL
      WHERE id = ${found.user_id}::uuid AND status <> 'disabled'`;
      if (used === 0 || opened === 0) throw new TokenGone();
      await endUserTokens(tx, found.user_id);
      await endSessions(tx, found.user_id);
      const { user_id: id, name, role, language, zone } = found;
      const kind = found.purpose === "invitation" ? "user.invitation_accepted" : "user.password_reset";
      await recordAudit(tx, { kind, operator: { kind: "user", id, name, role, language, zone } });
      return ok({ email: found.email });
    })
    .catch((error) => {
      if (error instanceof TokenGone) return err(appError("token_expired"));
      throw error;
    });
}

/** Rolls the transaction back when the link was used, or the account disabled, in the meantime. */
class TokenGone extends Error {}

type TokenRow = {
  readonly purpose: TokenPurpose;
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: string;
  readonly zone: string;
};

async function findToken({ prisma }: Services, token: string): Promise<TokenRow | null> {
  const rows = await prisma.$queryRaw<TokenRow[]>`
    SELECT t.purpose, u.id AS user_id, u.email, u.name, u.role::text AS role, u.language, u.zone
    FROM user_token t JOIN user_account u ON u.id = t.user_id
    WHERE t.token_hash = ${hashToken(token)} AND t.used_at IS NULL AND t.expires_at > now() AND u.status <> 'disabled'`;
  return rows[0] ?? null;
}
