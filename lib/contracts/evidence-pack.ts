import type { EvidenceSource, Verdict } from "#lib/domain/evidence.ts";
import type { OrderDto } from "./order.ts";
import type { EventDto, RefundDto } from "./refund.ts";

/** All that is on record about the refunds of an order, for an auditor, a bank or a dispute: oldest first. */
export type EvidencePackDto = {
  readonly merchant: string;
  readonly drawnUpAt: string;
  readonly drawnUpBy: string;
  readonly order: Omit<OrderDto, "refunds">;
  readonly refunds: readonly RefundEvidenceDto[];
  /** Without what colleagues wrote to each other. */
  readonly timeline: readonly EventDto[];
  /** The latest entry about this order that the audit chain has sealed. */
  readonly sealed: { readonly seq: string; readonly hash: string } | null;
};

export type RefundEvidenceDto = {
  readonly refund: RefundDto;
  /** Of all that an approver saw; each approval carries it. */
  readonly contentHash: string;
  readonly facts: readonly FactDto[];
};

/** One fact from which the state of a refund follows. */
export type FactDto = {
  readonly at: string;
  readonly verdict: Verdict;
  readonly source: EvidenceSource;
  readonly gatewayRef: string | null;
  /** Of the bytes that came, or of what people stated. */
  readonly digest: string;
};
