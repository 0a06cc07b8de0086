import type { PolicyChangeDto, PolicyDto, PolicyPageDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { PERMISSIONS } from "#lib/domain/permissions.ts";
import { DEFAULT_POLICY, policyDocumentSchema } from "#lib/domain/policy.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { GATEWAYS } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Policy, PolicyChange, Prisma, PrismaClient } from "#prisma/generated/client.ts";

const BUILT_IN: PolicyDto = { version: 0, document: DEFAULT_POLICY, createdBy: null, createdAt: null };

/** Also for those who may not change it: a request form says how many approvals an amount needs. */
export async function currentPolicy({ prisma }: Pick<AppContext, "prisma">): Promise<Result<PolicyDto, AppError>> {
  return ok(await latestPolicy(prisma));
}

/** The policy in force, those before it, and how many people there are to follow it. */
export async function readPolicyPage(context: AppContext): Promise<Result<PolicyPageDto, AppError>> {
  const allowed = demand(context, "policy.manage");
  if (!allowed.ok) return allowed;
  const [rows, change, approvers] = await Promise.all([
    context.prisma.policy.findMany({ orderBy: { version: "desc" }, take: 50 }),
    context.prisma.policyChange.findFirst({ where: { confirmedAt: null, withdrawnAt: null } }),
    context.prisma.user.count({ where: { status: "active", role: { in: [...PERMISSIONS["refunds.approve"]] } } }),
  ]);
  const history = rows.map(policyDto);
  const current = history[0] ?? BUILT_IN;
  return ok({
    current,
    history,
    approvers,
    gateways: GATEWAYS,
    change: change && (await changeDto(context, change, current.version)),
  });
}

async function changeDto(
  { prisma, operator }: AppContext,
  change: PolicyChange,
  version: number,
): Promise<PolicyChangeDto> {
  const proposer = await prisma.user.findUnique({ where: { id: change.proposedBy }, select: { name: true } });
  return {
    id: change.id,
    document: policyDocumentSchema.parse(change.document),
    proposedBy: proposer?.name ?? "",
    proposedAt: change.proposedAt.toISOString(),
    isYours: operator.kind === "user" && operator.id === change.proposedBy,
    isOutdated: change.basedOn !== version,
  };
}

export async function latestPolicy(db: PrismaClient | Prisma.TransactionClient): Promise<PolicyDto> {
  const row = await db.policy.findFirst({ orderBy: { version: "desc" } });
  return row ? policyDto(row) : BUILT_IN;
}

/** One change after the other. */
export async function lockPolicy(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`LOCK TABLE policy IN SHARE ROW EXCLUSIVE MODE`;
}

export function policyDto({ version, document, createdBy, createdAt }: Policy): PolicyDto {
  return { version, document: policyDocumentSchema.parse(document), createdBy, createdAt: createdAt.toISOString() };
}
