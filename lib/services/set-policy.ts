import { isDeepStrictEqual } from "node:util";
import type { PolicyDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { recordAudit } from "./audit.ts";
import { type AppContext, demand } from "./context.ts";
import { latestPolicy, policyDto } from "./current-policy.ts";

/** A new version, in force for every request from now on. The same rules again change nothing. */
export async function setPolicy(context: AppContext, document: PolicyDocument): Promise<Result<PolicyDto, AppError>> {
  const allowed = demand(context, "policy.manage");
  if (!allowed.ok) return allowed;
  return context.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE policy IN SHARE ROW EXCLUSIVE MODE`;
    const before = await latestPolicy(tx);
    if (before.version > 0 && isDeepStrictEqual(before.document, document)) return ok(before);
    const row = await tx.policy.create({ data: { document, createdBy: context.operator.name } });
    await recordAudit(tx, {
      kind: "policy.changed",
      operator: context.operator,
      data: { version: row.version, document, before: before.document },
    });
    return ok(policyDto(row));
  });
}
