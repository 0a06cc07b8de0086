import type { ApiKeyDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";

export async function listApiKeys(context: AppContext): Promise<Result<ApiKeyDto[], AppError>> {
  const allowed = demand(context, "api_keys.manage");
  if (!allowed.ok) return allowed;
  const keys = await context.prisma.apiKey.findMany({ orderBy: { createdAt: "desc" }, take: 200 });
  return ok(
    keys.map(({ id, name, lastFour, createdBy, createdAt, lastUsedAt, revokedAt }) => ({
      id,
      name,
      lastFour,
      createdBy,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
  );
}
