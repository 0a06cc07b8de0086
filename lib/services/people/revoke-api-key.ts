import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

/** From the next request on the key opens nothing. What it requested stays. */
export async function revokeApiKey(
  context: AppContext,
  { apiKeyId }: { readonly apiKeyId: string },
): Promise<Result<null, AppError>> {
  const allowed = demand(context, "api_keys.manage");
  if (!allowed.ok) return allowed;
  return context.prisma.$transaction(async (tx) => {
    const known = await tx.apiKey.findUnique({ where: { id: apiKeyId } });
    if (!known) return err(appError("not_found"));
    const revoked =
      await tx.$executeRaw`UPDATE api_key SET revoked_at = now() WHERE id = ${apiKeyId}::uuid AND revoked_at IS NULL`;
    if (revoked > 0)
      await recordAudit(tx, {
        kind: "api_key.revoked",
        operator: context.operator,
        data: { apiKeyId, name: known.name },
      });
    return ok(null);
  });
}
