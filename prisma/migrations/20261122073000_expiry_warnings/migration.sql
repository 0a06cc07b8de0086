-- That people were told how little time is left to decide: once for each share, in each round of approval.
CREATE TABLE "expiry_warning" (
    "refund_id" UUID NOT NULL,
    "approval_round" INTEGER NOT NULL,
    "left_percent" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "expiry_warning_pkey" PRIMARY KEY ("refund_id","approval_round","left_percent")
);

ALTER TABLE "expiry_warning" ADD CONSTRAINT "expiry_warning_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "expiry_warning" ADD CONSTRAINT "expiry_warning_share" CHECK ("left_percent" IN (50, 10));
