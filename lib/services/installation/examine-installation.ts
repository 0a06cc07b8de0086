import { connectorOf } from "#lib/gateways/registry.ts";
import type { AppContext } from "#lib/services/context.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { testGatewayAccount } from "#lib/services/gateway-accounts/test-gateway-account.ts";
import { countUnmatchedNotifications } from "#lib/services/notifications/unmatched-notifications.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { missingMigrations } from "./read-readiness.ts";
import { workerStatus } from "./worker-status.ts";

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const LARGEST_SKEW_MS = 2_000;

/** All that can be wrong with an installation, part by part. Changes nothing, and moves nothing at a gateway. */
export async function examine(context: AppContext): Promise<readonly Check[]> {
  const database = await check("database", () => databaseDetail(context));
  if (!database.ok) return [database];
  return [
    database,
    await check("migrations", () => migrationsDetail(context)),
    await check("clock", () => clockDetail(context)),
    await check("keys", () => keysDetail(context)),
    ...(await gatewayChecks(context)),
    await check("worker", () => workerDetail(context)),
    await check("notifications", () => notificationsDetail(context)),
    ...(await invariantChecks(context)),
  ];
}

/** A check throws a sentence, or a stranger's error, where it fails. */
async function check(name: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail: text.trim().split("\n").at(-1) ?? "" };
  }
}

async function databaseDetail({ prisma }: AppContext): Promise<string> {
  const [row] = await prisma.$queryRaw<[{ version: string; durable: string }]>`
    SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS durable`;
  if (row.durable === "off")
    throw new Error("synchronous_commit is off: what was committed could be lost. Switch it on.");
  return `PostgreSQL ${row.version}`;
}

async function migrationsDetail({ prisma }: AppContext): Promise<string> {
  const missing = await missingMigrations({ prisma });
  if (missing.length > 0) throw new Error(`Not applied: ${missing.join(", ")}. Run npm run migrate.`);
  return "all applied";
}

/** Only the database's clock decides; this machine's is compared because gateways read times that it writes. */
async function clockDetail({ prisma }: AppContext): Promise<string> {
  const before = Date.now();
  const [row] = await prisma.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  const skewMs = Math.round(row.now.getTime() - (before + Date.now()) / 2);
  if (Math.abs(skewMs) > LARGEST_SKEW_MS)
    throw new Error(`This machine and the database differ by ${skewMs} ms. Set both by NTP.`);
  return `differs from the database's by ${skewMs} ms`;
}

async function keysDetail(context: AppContext): Promise<string> {
  const accounts = await context.prisma.gatewayAccount.findMany({ select: { id: true } });
  for (const { id } of accounts) await openGatewayAccount(context, id);
  return accounts.length === 0
    ? `version ${context.vault.keyVersion}; nothing is sealed yet`
    : `version ${context.vault.keyVersion} opens ${accounts.length} gateway accounts`;
}

async function gatewayChecks(context: AppContext): Promise<Check[]> {
  const accounts = await context.prisma.gatewayAccount.findMany({ orderBy: { label: "asc" } });
  const checks: Check[] = [];
  for (const { id, gateway, label } of accounts) {
    checks.push(
      await check(`gateway ${connectorOf(gateway).displayName} "${label}"`, async () => {
        const tested = await testGatewayAccount(context, id);
        const failed = tested.ok ? tested.value.steps.filter((step) => !step.ok) : [];
        if (failed.length > 0) throw new Error(failed.map((step) => `${step.name}: ${step.detail}`).join("; "));
        return "signatures are right and the gateway answers";
      }),
    );
  }
  return checks;
}

async function workerDetail({ prisma }: AppContext): Promise<string> {
  const { alive, workers, lastBeatAt } = await workerStatus({ prisma });
  if (!alive)
    throw new Error(
      lastBeatAt
        ? `No worker since ${lastBeatAt}: nothing is sent. Start one.`
        : "No worker was ever started: nothing is sent.",
    );
  return `${workers} running`;
}

async function notificationsDetail({ prisma }: AppContext): Promise<string> {
  const unmatched = await countUnmatchedNotifications({ prisma });
  if (unmatched > 0)
    throw new Error(`${unmatched} tell of refunds that nobody here asked for. Look for them in the gateway's portal.`);
  return "all belong to refunds of ours";
}

async function invariantChecks({ prisma }: AppContext): Promise<Check[]> {
  const outcomes = await checkInvariants(prisma);
  return outcomes.map(({ name, title, violations, sample }) => ({
    name: `invariant ${name}`,
    ok: violations === 0,
    detail: violations === 0 ? title : `${title}: broken by ${violations}, such as ${sample.join(", ")}`,
  }));
}
