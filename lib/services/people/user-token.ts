import { createHash, randomBytes } from "node:crypto";
import type { OneTimeLinkDto, TokenPurpose } from "#lib/contracts/people.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** An invitation may wait over a weekend; a reset is used while the person is on the phone. */
const VALID_HOURS: Readonly<Record<TokenPurpose, number>> = { invitation: 96, reset: 24 };

/** Makes the one link that is valid for this person; earlier ones end. Only the hash of its secret is kept. */
export async function issueLink(
  tx: Prisma.TransactionClient,
  user: { readonly id: string; readonly email: string },
  purpose: TokenPurpose,
): Promise<OneTimeLinkDto> {
  await endUserTokens(tx, user.id);
  const token = randomBytes(32).toString("base64url");
  const rows = await tx.$queryRaw<{ expires_at: Date }[]>`
    INSERT INTO user_token (id, user_id, purpose, token_hash, expires_at)
    VALUES (${newId()}::uuid, ${user.id}::uuid, ${purpose}, ${hashToken(token)}, now() + make_interval(hours => ${VALID_HOURS[purpose]}::int))
    RETURNING expires_at`;
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL returned no row for an INSERT.");
  return { userId: user.id, email: user.email, path: `/invite/${token}`, expiresAt: row.expires_at.toISOString() };
}

export async function endUserTokens(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  await tx.$executeRaw`UPDATE user_token SET used_at = now() WHERE user_id = ${userId}::uuid AND used_at IS NULL`;
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
