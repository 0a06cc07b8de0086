import { createHash, randomBytes } from "node:crypto";
import { newId } from "#lib/domain/ids.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

/** However busy a person is, after this long they sign in again. */
export const SESSION_HOURS = 12;

/** Where a sign-in came from, as far as the request told. */
export type RequestOrigin = { readonly ip: string | null; readonly userAgent: string | null };

/** Makes a session row and returns its secret ID, of which only the hash is kept. */
export async function createSession(
  db: PrismaClient | Prisma.TransactionClient,
  userId: string,
  from: RequestOrigin,
): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  await db.$executeRaw`
    INSERT INTO session (id, sid_hash, user_id, role_version, ip, user_agent, expires_at)
    SELECT ${newId()}::uuid, ${hashSid(sid)}, id, role_version, ${from.ip}, ${from.userAgent?.slice(0, 300) ?? null},
           now() + make_interval(hours => ${SESSION_HOURS}::int)
    FROM user_account WHERE id = ${userId}::uuid`;
  return sid;
}

/** A session ID has 256 random bits, so a plain hash cannot be turned round. */
export function hashSid(sid: string): string {
  return createHash("sha256").update(sid, "utf8").digest("hex");
}
