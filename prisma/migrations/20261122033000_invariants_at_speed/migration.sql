-- What the invariants look at, so that they can run every five minutes on a million refunds (docs/adr/0011).

-- One row per check, for the proof page.
CREATE TABLE "invariant_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "seen" INTEGER NOT NULL,
    "violations" INTEGER NOT NULL,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "invariant_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "invariant_run_started_at_idx" ON "invariant_run"("started_at" DESC);

-- What was touched lately.
CREATE INDEX "refund_updated_at_idx" ON "refund"("updated_at");
CREATE INDEX "ledger_at_idx" ON "ledger" USING BRIN ("at");
CREATE INDEX "evidence_at_idx" ON "evidence" USING BRIN ("at");
CREATE INDEX "approval_at_idx" ON "approval" USING BRIN ("at");

-- I1: always empty, so that finding nothing costs nothing.
CREATE INDEX payment_more_than_paid ON payment (id) WHERE reserved_minor + refunded_minor > captured_minor;
-- I2, I3: both sides of the counters, without their tables.
CREATE INDEX payment_reserved ON payment (id) INCLUDE (reserved_minor) WHERE reserved_minor <> 0;
CREATE INDEX payment_refunded ON payment (id) INCLUDE (refunded_minor) WHERE refunded_minor <> 0;
CREATE INDEX refund_open_amount ON refund (payment_id) INCLUDE (amount_minor)
  WHERE state NOT IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled', 'reversed');
CREATE INDEX refund_succeeded_amount ON refund (payment_id) INCLUDE (amount_minor) WHERE state = 'succeeded';
