-- CreateTable
CREATE TABLE "policy_change" (
    "id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "based_on" INTEGER NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_change_pkey" PRIMARY KEY ("id")
);

-- Nobody changes the rules alone, whoever writes them.
ALTER TABLE policy_change
  ADD CONSTRAINT policy_change_two_people CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
  ADD CONSTRAINT policy_change_one_end CHECK (confirmed_at IS NULL OR withdrawn_at IS NULL),
  ADD CONSTRAINT policy_change_who_and_when CHECK (
    (confirmed_by IS NULL) = (confirmed_at IS NULL) AND (withdrawn_by IS NULL) = (withdrawn_at IS NULL));
CREATE UNIQUE INDEX policy_change_one_open ON policy_change ((true))
  WHERE confirmed_at IS NULL AND withdrawn_at IS NULL;

-- What was proposed is what is confirmed; what has an end keeps it.
CREATE FUNCTION guard_policy_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.confirmed_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (NEW.id, NEW.document, NEW.based_on, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.document, OLD.based_on, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'policy change % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_change BEFORE UPDATE ON policy_change
  FOR EACH ROW EXECUTE FUNCTION guard_policy_change();
CREATE TRIGGER policy_change_never_deleted BEFORE DELETE ON policy_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a person approved today, and what they asked for today.
DROP INDEX "approval_approver_id_idx";
CREATE INDEX "approval_approver_id_at_idx" ON "approval"("approver_id", "at");
CREATE INDEX "refund_requested_by_user_id_created_at_idx" ON "refund"("requested_by_user_id", "created_at");
