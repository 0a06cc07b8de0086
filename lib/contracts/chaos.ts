import { z } from "zod";
import type { RefundState } from "#lib/domain/refund-state.ts";

/** What can be made to go wrong at an emulated gateway. */
export const FAULTS = [
  "answer_lost",
  "late",
  "duplicate",
  "forged",
  "closed",
  "down",
  "no_but_moved",
  "portal",
] as const;
export type Fault = (typeof FAULTS)[number];

export const startChaosSchema = z.strictObject({ gateway: z.string().max(40), fault: z.enum(FAULTS) });
export type StartChaosInput = z.infer<typeof startChaosSchema>;

export type ChaosDto = {
  readonly stages: readonly { readonly gateway: string; readonly faults: readonly Fault[] }[];
  /** The last runs, newest first. */
  readonly runs: readonly ChaosRunDto[];
};

/** What the desk says of a refund, beside the gateway's own books. */
export type ChaosRunDto = {
  readonly refundId: string;
  readonly reference: string;
  readonly orderId: string;
  readonly gateway: string;
  readonly fault: Fault;
  readonly amount: string;
  readonly currency: string;
  readonly state: RefundState;
  readonly questions: number;
  readonly nextLookAt: string | null;
  readonly atGateway: { readonly sends: number; readonly moves: number };
  /** Moved once at the most, and called refunded or failed only where that is so. */
  readonly isKept: boolean;
};
