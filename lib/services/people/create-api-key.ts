import { randomBytes } from "node:crypto";
import type { NewApiKeyDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { hashKey } from "./authenticate-api-key.ts";

/** Lets leak scanners, and people, tell our keys from others. */
const PREFIX = "rdk_";

/** The key is in this answer and nowhere else; only its hash is kept. */
export async function createApiKey(
  context: AppContext,
  { name }: { readonly name: string },
): Promise<Result<NewApiKeyDto, AppError>> {
  const allowed = demand(context, "api_keys.manage");
  if (!allowed.ok) return allowed;
  const id = newId();
  const key = PREFIX + randomBytes(32).toString("base64url");
  const lastFour = key.slice(-4);
  await context.prisma.$transaction(async (tx) => {
    await tx.apiKey.create({ data: { id, name, keyHash: hashKey(key), lastFour, createdBy: context.operator.name } });
    await recordAudit(tx, {
      kind: "api_key.created",
      operator: context.operator,
      data: { apiKeyId: id, name, lastFour },
    });
  });
  return ok({ id, key });
}
