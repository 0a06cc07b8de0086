import type { ChaosDto, ChaosRunDto, Fault } from "#lib/contracts/chaos.ts";
import { FAULTS } from "#lib/contracts/chaos.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { openStages } from "./open-stage.ts";
import type { Books } from "./stages.ts";

const RUNS_SHOWN = 12;
const PARTS = {
  order: { select: { orderId: true } },
  _count: { select: { attempts: { where: { kind: "query" } } } },
} as const;
type Row = Prisma.RefundGetPayload<{ include: typeof PARTS }>;

/** What was broken lately, and what the desk and the gateway each say of it. Only where emulators run. */
export async function readChaos(context: AppContext): Promise<Result<ChaosDto, AppError>> {
  const allowed = demand(context, "chaos.run");
  if (!allowed.ok) return allowed;
  const stages = await openStages(context);
  if (stages.length === 0) return err(appError("not_found"));

  const rows = await context.prisma.refund.findMany({
    where: { order: { orderId: { startsWith: CHAOS_ORDERS } } },
    include: PARTS,
    orderBy: { createdAt: "desc" },
    take: RUNS_SHOWN,
  });
  const used = stages.filter(({ gateway }) => rows.some((row) => row.gateway === gateway));
  const books = new Map(await Promise.all(used.map(async (stage) => [stage.gateway, await stage.books()] as const)));
  return ok({
    stages: stages.map(({ gateway, faults }) => ({ gateway, faults })),
    runs: rows.flatMap((row) => runDto(row, books.get(row.gateway))),
  });
}

export const CHAOS_ORDERS = "CHAOS-";

/** The order says what was done to it, so that nothing else has to be remembered. */
export function chaosOrderId(fault: Fault, suffix: string): string {
  return `${CHAOS_ORDERS}${fault.toUpperCase().replaceAll("_", "-")}-${suffix}`;
}

export function faultOf(orderId: string): Fault | undefined {
  return FAULTS.find((fault) => orderId.startsWith(chaosOrderId(fault, "")));
}

function runDto(row: Row, books: Books | undefined): ChaosRunDto[] {
  const fault = faultOf(row.order.orderId);
  if (!fault || !books) return [];
  const atGateway = books(row.reference);
  return [
    {
      refundId: row.id,
      reference: row.reference,
      orderId: row.order.orderId,
      gateway: row.gateway,
      fault,
      amount: moneyToText({ minor: row.amountMinor, currency: row.currency }),
      currency: row.currency,
      state: row.state,
      questions: row._count.attempts,
      nextLookAt: row.nextRunAt?.toISOString() ?? null,
      atGateway,
      isKept: isKept(row.state, atGateway.moves),
    },
  ];
}

/** The promises, held against what the gateway knows. */
export function isKept(state: RefundState, moves: number): boolean {
  if (state === "succeeded") return moves === 1;
  if (state === "failed") return moves === 0;
  return moves <= 1;
}
