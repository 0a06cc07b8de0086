import type {
  AtRiskDto,
  DashboardDto,
  DayDto,
  GatewayFiguresDto,
  NeedsMeDto,
  OldestDto,
  ReadDashboardInput,
} from "#lib/contracts/dashboard.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { moneyToText, parseMoney } from "#lib/domain/money.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { countApprovals } from "#lib/services/refunds/approval-filter.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import {
  type BookedRow,
  type FeeRow,
  type PaidRow,
  readDays,
  readEnded,
  readOpen,
  readPaid,
} from "./dashboard-figures.ts";

/** What needs this person, what is open, and how the last days went. */
export async function readDashboard(
  context: AppContext,
  { days, currency: wanted }: ReadDashboardInput,
): Promise<Result<DashboardDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const { prisma, operator } = context;
  const period = { days, zone: operator.kind === "user" ? operator.zone : "UTC" };
  const [needsMe, oldestUnknown, oldestWaiting, open, dates, paid, ended] = await Promise.all([
    readNeedsMe(context),
    oldestIn(prisma, "unknown"),
    oldestIn(prisma, "awaiting_approval"),
    readOpen(prisma),
    readDays(prisma, period),
    readPaid(prisma, period),
    readEnded(prisma, period),
  ]);
  const { booked, fees, proof, reasons } = ended;
  const currencies = currenciesOf(booked, paid);
  const currency = currencies.find((one) => one === wanted) ?? currencies[0] ?? null;
  const of = <Row extends { readonly currency: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.currency === currency);
  return ok({
    days,
    zone: period.zone,
    asOf: new Date().toISOString(),
    currencies,
    currency,
    needsMe,
    oldestUnknown,
    oldestWaiting,
    atRisk: open.map(({ minor, ...row }): AtRiskDto => ({ ...row, amount: moneyToText({ ...row, minor }) })),
    daily: currency ? dates.map((day) => dayDto(day, currency, of(booked))) : [],
    gateways: currency ? gatewayFigures(currency, { booked: of(booked), paid: of(paid), fees: of(fees) }) : [],
    proof: proof.map((row) => ({
      gateway: row.gateway,
      refunds: row.refunds,
      oursS: Math.round(row.ours_s),
      theirsS: Math.round(row.theirs_s),
    })),
    reasons: of(reasons).map(({ reason, refunds, minor, currency }) => ({
      reason,
      refunds,
      amount: moneyToText({ minor: BigInt(minor), currency }),
    })),
  });
}

async function readNeedsMe(context: AppContext): Promise<NeedsMeDto> {
  const { prisma, operator } = context;
  const me = operator.kind === "user" ? operator.id : null;
  const waiting = (tab: "for-me" | "sent-back") => countApprovals(context, tab, me);
  const [approvals, sentBack, cases, questions] = await Promise.all([
    may(operator, "refunds.approve") ? waiting("for-me") : null,
    may(operator, "refunds.request") ? waiting("sent-back") : null,
    may(operator, "refunds.resolve") ? prisma.case.count({ where: { closedAt: null, refundId: { not: null } } }) : null,
    may(operator, "questions.answer") ? prisma.question.count({ where: { answeredAt: null } }) : null,
  ]);
  return { approvals, sentBack, cases, questions };
}

async function oldestIn(prisma: PrismaClient, state: RefundState): Promise<OldestDto | null> {
  const found = await prisma.refund.findFirst({ where: { state }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return (
    found && {
      id: found.id,
      reference: found.reference,
      amount: moneyToText({ minor: found.amountMinor, currency: found.currency }),
      currency: found.currency,
      createdAt: found.createdAt.toISOString(),
    }
  );
}

/** By the number of refunds, because sums of different currencies cannot be compared. */
function currenciesOf(booked: readonly BookedRow[], paid: readonly PaidRow[]): string[] {
  const refunds = new Map(paid.map((row) => [row.currency, 0]));
  for (const row of booked) refunds.set(row.currency, (refunds.get(row.currency) ?? 0) + row.refunds);
  return [...refunds].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([currency]) => currency);
}

function dayDto(day: string, currency: string, booked: readonly BookedRow[]): DayDto {
  const posted = booked.filter((row) => row.day === day && row.kind === "post");
  return {
    day,
    total: moneyToText({ minor: sum(posted), currency }),
    refunded: posted.map(({ gateway, refunds, minor }) => ({
      gateway,
      refunds,
      amount: moneyToText({ minor: BigInt(minor), currency }),
    })),
  };
}

type Figures = {
  readonly booked: readonly BookedRow[];
  readonly paid: readonly PaidRow[];
  readonly fees: readonly FeeRow[];
};

function gatewayFigures(currency: string, { booked, paid, fees }: Figures): GatewayFiguresDto[] {
  const names = new Set([...paid, ...booked].map((row) => row.gateway));
  return [...names].sort().map((gateway) => {
    const mine = booked.filter((row) => row.gateway === gateway);
    const posted = mine.filter((row) => row.kind === "post");
    const paidMinor = sum(paid.filter((row) => row.gateway === gateway));
    const refundedMinor = sum(posted);
    const fee = fees.find((row) => row.gateway === gateway);
    const text = (minor: bigint) => moneyToText({ minor, currency });
    return {
      gateway,
      paid: text(paidMinor),
      refunds: posted.reduce((total, row) => total + row.refunds, 0),
      refunded: text(refundedMinor),
      cameBack: text(sum(mine.filter((row) => row.kind === "reverse"))),
      ratePermille: paidMinor === 0n ? null : Number((refundedMinor * 1_000n) / paidMinor),
      fees: fee ? feeText(fee) : null,
      feesOf: fee?.refunds ?? 0,
    };
  });
}

function sum(rows: readonly { readonly minor: bigint | string }[]): bigint {
  return rows.reduce((total, row) => total + BigInt(row.minor), 0n);
}

/** The gateway's own decimals, brought to those of the currency. */
function feeText({ fee, currency }: FeeRow): string {
  const money = parseMoney(fee, currency);
  return money.ok ? moneyToText(money.value) : fee;
}
