import { isDeepStrictEqual } from "node:util";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { rolesFor } from "#lib/domain/notice.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import { latestPolicy, lockPolicy } from "#lib/services/refunds/current-policy.ts";
import type { PolicyChange, Prisma } from "#prisma/generated/client.ts";
import { writePolicy } from "./set-policy.ts";

type ChangeCommand = { readonly changeId: string };

/** One administrator writes down what the rules shall be; nothing changes until another one confirms. */
export async function proposePolicy(
  context: AppContext,
  document: PolicyDocument,
): Promise<Result<ChangeCommand, AppError>> {
  return asAdministrator(context, async (tx, operator) => {
    await lockPolicy(tx);
    if (await openChange(tx)) return err(appError("change_waits"));
    const current = await latestPolicy(tx);
    if (isDeepStrictEqual(current.document, document))
      return err(appError("invalid_request", { errors: [{ field: "default", message: "nothing_changed" }] }));
    const changeId = newId();
    await tx.policyChange.create({
      data: { id: changeId, document, basedOn: current.version, proposedBy: operator.id },
    });
    await recordAudit(tx, {
      kind: "policy.proposed",
      operator,
      data: { changeId, document, before: current.document },
      tells: [{ kind: "policy_change_proposed", roles: rolesFor("policy.manage"), except: [operator.id] }],
    });
    return ok({ changeId });
  });
}

/** The second administrator agrees, and the rules hold for every request from now on. */
export async function confirmPolicy(
  context: AppContext,
  { changeId }: ChangeCommand,
): Promise<Result<ChangeCommand, AppError>> {
  return asAdministrator(context, async (tx, operator) => {
    await lockPolicy(tx);
    const change = await openChange(tx);
    if (change?.id !== changeId) return err(appError("change_over"));
    if (change.proposedBy === operator.id) return err(appError("second_person_needed"));
    const proposer = await tx.user.count({ where: { id: change.proposedBy, role: "admin", status: "active" } });
    if (proposer === 0) return err(appError("forbidden"));
    if ((await latestPolicy(tx)).version !== change.basedOn) return err(appError("change_outdated"));
    await tx.policyChange.update({
      where: { id: changeId },
      data: { confirmedBy: operator.id, confirmedAt: new Date() },
    });
    await writePolicy(tx, operator, change.document as PolicyDocument, { changeId, proposedBy: change.proposedBy });
    return ok({ changeId });
  });
}

/** An administrator takes a proposal back, also another's: refusing needs nobody's consent. */
export async function withdrawPolicy(
  context: AppContext,
  { changeId }: ChangeCommand,
): Promise<Result<ChangeCommand, AppError>> {
  return asAdministrator(context, async (tx, operator) => {
    await lockPolicy(tx);
    if ((await openChange(tx))?.id !== changeId) return err(appError("change_over"));
    await tx.policyChange.update({
      where: { id: changeId },
      data: { withdrawnBy: operator.id, withdrawnAt: new Date() },
    });
    await recordAudit(tx, { kind: "policy.withdrawn", operator, data: { changeId } });
    return ok({ changeId });
  });
}

/** The one proposal that waits, if any. */
export function openChange(tx: Prisma.TransactionClient): Promise<PolicyChange | null> {
  return tx.policyChange.findFirst({ where: { confirmedAt: null, withdrawnAt: null } });
}

type Administrator = Extract<AppContext["operator"], { kind: "user" }>;

async function asAdministrator<T>(
  context: AppContext,
  work: (tx: Prisma.TransactionClient, operator: Administrator) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const allowed = demand(context, "policy.manage");
  if (!allowed.ok) return allowed;
  const { operator, prisma } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  return prisma.$transaction((tx) => work(tx, operator));
}
