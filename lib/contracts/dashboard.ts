import { z } from "zod";
import type { RefundState } from "#lib/domain/refund-state.ts";

export const DASHBOARD_DAYS = [7, 30, 90] as const;

export const readDashboardSchema = z.strictObject({
  days: z.coerce.number().pipe(z.literal(DASHBOARD_DAYS)).default(30),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
});
export type ReadDashboardInput = z.infer<typeof readDashboardSchema>;

/** Amounts are decimal texts of the currency that stands with them: nothing is ever summed over currencies. */
export type DashboardDto = {
  readonly days: (typeof DASHBOARD_DAYS)[number];
  readonly zone: string;
  readonly asOf: string;
  /** All that money was paid or refunded in, the one with the most refunds first. */
  readonly currencies: readonly string[];
  /** The one that the figures of the period are of; null where there is no money yet. */
  readonly currency: string | null;
  readonly needsMe: NeedsMeDto;
  readonly oldestUnknown: OldestDto | null;
  readonly oldestWaiting: OldestDto | null;
  readonly atRisk: readonly AtRiskDto[];
  /** Each day of the period, oldest first, in the zone of the reader. */
  readonly daily: readonly DayDto[];
  readonly gateways: readonly GatewayFiguresDto[];
  readonly proof: readonly ProofTimeDto[];
  readonly reasons: readonly ReasonDto[];
};

/** Null: not this person's work. */
export type NeedsMeDto = {
  readonly approvals: number | null;
  readonly sentBack: number | null;
  readonly cases: number | null;
  readonly questions: number | null;
};

export type OldestDto = {
  readonly id: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly createdAt: string;
};

/** Asked for and not decided yet: reserved, by where it is. */
export type AtRiskDto = {
  readonly state: RefundState;
  readonly gateway: string;
  readonly currency: string;
  readonly refunds: number;
  readonly amount: string;
};

export type DayDto = { readonly day: string; readonly total: string; readonly refunded: readonly GatewayAmountDto[] };
export type GatewayAmountDto = { readonly gateway: string; readonly refunds: number; readonly amount: string };

export type GatewayFiguresDto = {
  readonly gateway: string;
  readonly paid: string;
  readonly refunds: number;
  readonly refunded: string;
  readonly cameBack: string;
  /** Refunded of paid, in tenths of a percent; null where nothing was paid. */
  readonly ratePermille: number | null;
  /** Null where the gateway never told one. */
  readonly fees: string | null;
  readonly feesOf: number;
};

/** Medians in seconds: from the request to the first send, and from there to the proof. */
export type ProofTimeDto = {
  readonly gateway: string;
  readonly refunds: number;
  readonly oursS: number;
  readonly theirsS: number;
};

export type ReasonDto = { readonly reason: string; readonly refunds: number; readonly amount: string };
