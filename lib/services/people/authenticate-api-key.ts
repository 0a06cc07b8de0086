import { createHash } from "node:crypto";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { Operator } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "#lib/services/context.ts";

/** A busy key's row is not written at every call. */
const NOTED_EVERY_MS = 60_000;

/** Reads `Authorization: Bearer <key>`. Found by the hash of 256 random bits, so its time tells nothing. */
export async function authenticateApiKey(
  { prisma }: Pick<Services, "prisma">,
  authorization: string | null,
): Promise<Result<Operator, AppError>> {
  const [, key] = /^Bearer +(\S{1,200})$/i.exec(authorization ?? "") ?? [];
  if (!key) return err(appError("unauthorized"));
  const found = await prisma.apiKey.findUnique({ where: { keyHash: hashKey(key), revokedAt: null } });
  if (!found) return err(appError("unauthorized"));
  const isLongAgo = found.lastUsedAt === null || Date.now() - found.lastUsedAt.getTime() > NOTED_EVERY_MS;
  if (isLongAgo) await prisma.$executeRaw`UPDATE api_key SET last_used_at = now() WHERE id = ${found.id}::uuid`;
  return ok({ kind: "api-key", id: found.id, name: found.name });
}

export function hashKey(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex");
}
