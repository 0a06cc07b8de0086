-- Refunds of a payment that were not made here: in the gateway's own portal, or before the payment was imported.
-- CreateTable
CREATE TABLE "outside_refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "gateway_ref" TEXT,
    "decision_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),

    CONSTRAINT "outside_refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outside_refund_payment_id_idx" ON "outside_refund"("payment_id");

-- AddForeignKey
ALTER TABLE "outside_refund" ADD CONSTRAINT "outside_refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outside_refund" ADD CONSTRAINT "outside_refund_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE outside_refund
  ADD CONSTRAINT outside_refund_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT outside_refund_source CHECK (source IN ('import', 'two_people')),
  -- Money is booked by a person only where another one agreed.
  ADD CONSTRAINT outside_refund_decided CHECK ((source = 'two_people') = (decision_id IS NOT NULL));
CREATE UNIQUE INDEX outside_refund_once_per_decision ON outside_refund (decision_id);

CREATE FUNCTION guard_outside_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision WHERE id = NEW.decision_id AND applied AND answer = 'booked') THEN
    RAISE EXCEPTION 'a refund made elsewhere is booked by two people' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_outside_refund BEFORE INSERT ON outside_refund FOR EACH ROW EXECUTE FUNCTION guard_outside_refund();
CREATE TRIGGER outside_refund_append_only BEFORE UPDATE OR DELETE ON outside_refund FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What payments came in with, as far as nothing of ours is under way that could be part of it.
INSERT INTO outside_refund (id, payment_id, amount_minor, source)
SELECT gen_random_uuid(), p.id, p.gateway_refunded_minor - p.refunded_minor, 'import' FROM payment p
WHERE p.gateway_refunded_minor > p.refunded_minor AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = p.id
  AND r.state IN ('submitting', 'processing', 'unknown', 'needs_review'));

ALTER TABLE "gateway_exchange" ALTER COLUMN "at" SET DEFAULT statement_timestamp();

-- A case need not be about a refund: then it says what it is about, and there is one open one for that.
ALTER TABLE "review_case" ADD COLUMN "subject" TEXT;
CREATE UNIQUE INDEX review_case_one_open_subject ON review_case (gateway_account_id, kind, subject)
  WHERE closed_at IS NULL AND refund_id IS NULL AND subject IS NOT NULL;
ALTER TABLE "decision" ALTER COLUMN "refund_id" DROP NOT NULL;
ALTER TABLE decision DROP CONSTRAINT decision_answer,
  ADD CONSTRAINT decision_answer CHECK (answer IN ('refunded', 'not_refunded', 'send_again', 'keep_asking', 'came_back', 'noted', 'booked'));
