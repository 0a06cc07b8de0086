import type {
  AccountChangeDto,
  AccountDifference,
  GatewayAccountDto,
  PausedAccountDto,
  StoppedAccountDto,
} from "#lib/contracts/gateway-account.ts";
import type { BreakerReason } from "#lib/domain/breaker.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { GatewayAccount, GatewayCredential } from "#prisma/generated/client.ts";
import { isOutdated } from "./confirm-account-change.ts";
import { notificationUrl } from "./open-gateway-account.ts";

export async function listGatewayAccounts(context: AppContext): Promise<Result<GatewayAccountDto[], AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const accounts = await context.prisma.gatewayAccount.findMany({
    orderBy: [{ gateway: "asc" }, { label: "asc" }],
    include: { credentials: { orderBy: { version: "desc" }, take: 6 } },
  });
  return ok(accounts.map((account) => toDto(context, account)));
}

/** What waits for a second administrator, oldest first. */
export async function listAccountChanges(context: AppContext): Promise<Result<AccountChangeDto[], AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const { prisma, operator } = context;
  const changes = await prisma.gatewayAccountChange.findMany({
    where: { confirmedAt: null, withdrawnAt: null },
    orderBy: { proposedAt: "asc" },
  });
  const people = await prisma.user.findMany({ where: { id: { in: changes.map((change) => change.proposedBy) } } });
  const accounts = await prisma.gatewayAccount.findMany({
    where: { id: { in: changes.map((change) => change.gatewayAccountId) } },
  });
  return ok(
    changes.map((change) => ({
      id: change.id,
      gatewayAccountId: change.gatewayAccountId,
      gateway: change.gateway,
      label: change.label,
      isNew: change.basedOn === null,
      differences: change.diff as AccountDifference[],
      proposedBy: people.find(({ id }) => id === change.proposedBy)?.name ?? "",
      proposedAt: change.proposedAt.toISOString(),
      isYours: operator.kind === "user" && operator.id === change.proposedBy,
      isOutdated: isOutdated(change, accounts.find(({ id }) => id === change.gatewayAccountId) ?? null),
    })),
  );
}

/** For everybody: what they approve for such an account does not leave now. */
export async function listPausedAccounts(context: AppContext): Promise<Result<PausedAccountDto[], AppError>> {
  const allowed = demand(context, "orders.look_up");
  if (!allowed.ok) return allowed;
  const paused = await context.prisma.gatewayAccount.findMany({
    where: { pausedAt: { not: null } },
    orderBy: { pausedAt: "asc" },
  });
  return ok(
    paused.map(({ id, gateway, label, pausedAt, pausedWhy }) => ({
      id,
      gateway,
      label,
      at: pausedAt?.toISOString() ?? "",
      why: pausedWhy ?? "",
    })),
  );
}

/** For everybody, too: the breaker stops what they approve until the gateway answers again. */
export async function listStoppedAccounts(context: AppContext): Promise<Result<StoppedAccountDto[], AppError>> {
  const allowed = demand(context, "orders.look_up");
  if (!allowed.ok) return allowed;
  const open = await context.prisma.gatewayBreaker.findMany({
    where: { openedAt: { not: null } },
    include: { account: { select: { gateway: true, label: true } } },
    orderBy: { openedAt: "asc" },
  });
  return ok(
    open.map(({ gatewayAccountId: id, openedAt, why, account }) => ({
      id,
      ...account,
      at: openedAt?.toISOString() ?? "",
      why: why as BreakerReason,
    })),
  );
}

function toDto(
  { publicUrl }: AppContext,
  account: GatewayAccount & { credentials: GatewayCredential[] },
): GatewayAccountDto {
  const [credential, ...older] = account.credentials;
  const now = Date.now();
  return {
    id: account.id,
    gateway: account.gateway,
    label: account.label,
    environment: account.environment,
    baseUrl: account.baseUrl,
    notificationUrl: notificationUrl(publicUrl, account.id),
    credentialVersion: credential?.version ?? 0,
    credentialFingerprint: credential?.fingerprint ?? "",
    credentialHints: (credential?.hints ?? {}) as Record<string, string>,
    verifying: older.flatMap(({ version, retiredAt }) =>
      retiredAt && retiredAt.getTime() > now ? [{ version, until: retiredAt.toISOString() }] : [],
    ),
    paused: account.pausedAt && {
      at: account.pausedAt.toISOString(),
      by: account.pausedBy ?? "",
      why: account.pausedWhy ?? "",
    },
  };
}
