import { isDeepStrictEqual } from "node:util";
import type { PolicyDto } from "#lib/contracts/people.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import type { Operator } from "#lib/domain/operator.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { latestPolicy, lockPolicy, policyDto } from "#lib/services/refunds/current-policy.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/**
 * A new version, in force for every request from now on. The same rules again change nothing. For the command line,
 * where whoever installs the desk writes its first rules; people propose and confirm (`propose-policy.ts`).
 */
export async function setPolicy(context: AppContext, document: PolicyDocument): Promise<Result<PolicyDto, AppError>> {
  const allowed = demand(context, "policy.manage");
  if (!allowed.ok) return allowed;
  if (context.operator.kind === "user") return err(appError("forbidden"));
  return context.prisma.$transaction(async (tx) => {
    await lockPolicy(tx);
    const before = await latestPolicy(tx);
    if (before.version > 0 && isDeepStrictEqual(before.document, document)) return ok(before);
    return ok(await writePolicy(tx, context.operator, document));
  });
}

/** The next version, in a transaction that holds the lock. */
export async function writePolicy(
  tx: Prisma.TransactionClient,
  operator: Operator,
  document: PolicyDocument,
  more: Readonly<Record<string, string>> = {},
): Promise<PolicyDto> {
  const before = await latestPolicy(tx);
  const row = await tx.policy.create({ data: { document, createdBy: operator.name } });
  const data = { version: row.version, document, before: before.document, ...more };
  await recordAudit(tx, { kind: "policy.changed", operator, data });
  return policyDto(row);
}
