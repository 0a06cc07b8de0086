-- CreateTable
CREATE TABLE "reconciliation" (
    "id" UUID NOT NULL,
    "gateway_account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "night" DATE,
    "file_name" TEXT,
    "asked_by" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "unanswered" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_difference" (
    "id" BIGSERIAL NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "payment_id" UUID,
    "refund_id" UUID,
    "ours" TEXT,
    "theirs" TEXT,
    "currency" TEXT NOT NULL,
    "line" INTEGER,

    CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliation_started_at_idx" ON "reconciliation"("started_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_gateway_account_id_night_key" ON "reconciliation"("gateway_account_id", "night");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_difference_reconciliation_id_kind_subject_key" ON "reconciliation_difference"("reconciliation_id", "kind", "subject");

-- AddForeignKey
ALTER TABLE "reconciliation" ADD CONSTRAINT "reconciliation_gateway_account_id_fkey" FOREIGN KEY ("gateway_account_id") REFERENCES "gateway_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE reconciliation ADD CONSTRAINT reconciliation_kind CHECK (kind IN ('gateway', 'file'));
-- One at a time per account: whoever asks for another one gets this one.
CREATE UNIQUE INDEX reconciliation_one_open ON reconciliation (gateway_account_id) WHERE finished_at IS NULL;
