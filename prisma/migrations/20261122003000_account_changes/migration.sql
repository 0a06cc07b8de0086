-- What a version of an account's credentials belongs to: a refund is asked about where it was sent (B11).
ALTER TABLE "gateway_credential" ADD COLUMN "base_url" TEXT,
ADD COLUMN "identity" TEXT NOT NULL DEFAULT '',
ADD COLUMN "hints" JSONB NOT NULL DEFAULT '{}';
UPDATE gateway_credential c SET base_url = a.base_url FROM gateway_account a WHERE a.id = c.gateway_account_id;
ALTER TABLE "gateway_credential" ALTER COLUMN "base_url" SET NOT NULL;

-- CreateTable
CREATE TABLE "gateway_account_change" (
    "id" UUID NOT NULL,
    "gateway_account_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "sealed" BYTEA,
    "key_version" INTEGER,
    "diff" JSONB NOT NULL,
    "based_on" TIMESTAMPTZ(3),
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "gateway_account_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_call_bucket" (
    "gateway_account_id" UUID NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ(6) NOT NULL,
    "line_ends_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "gateway_call_bucket_pkey" PRIMARY KEY ("gateway_account_id")
);

-- CreateIndex
CREATE INDEX "gateway_account_change_gateway_account_id_idx" ON "gateway_account_change"("gateway_account_id");

-- CreateIndex
CREATE INDEX "attempt_started_at_idx" ON "attempt" USING BRIN ("started_at");

-- AddForeignKey
ALTER TABLE "gateway_call_bucket" ADD CONSTRAINT "gateway_call_bucket_gateway_account_id_fkey" FOREIGN KEY ("gateway_account_id") REFERENCES "gateway_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nobody changes an account alone, whoever writes it.
ALTER TABLE gateway_account_change
  ADD CONSTRAINT account_change_two_people CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
  ADD CONSTRAINT account_change_one_end CHECK (confirmed_at IS NULL OR withdrawn_at IS NULL),
  ADD CONSTRAINT account_change_who_and_when CHECK (
    (confirmed_by IS NULL) = (confirmed_at IS NULL) AND (withdrawn_by IS NULL) = (withdrawn_at IS NULL)),
  -- A secret that nobody waits for is not kept.
  ADD CONSTRAINT account_change_secret_leaves CHECK (sealed IS NULL OR (confirmed_at IS NULL AND withdrawn_at IS NULL));
CREATE UNIQUE INDEX account_change_one_open ON gateway_account_change (gateway_account_id)
  WHERE confirmed_at IS NULL AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX account_change_one_open_label ON gateway_account_change (gateway, label)
  WHERE confirmed_at IS NULL AND withdrawn_at IS NULL;

-- What was proposed is what is confirmed; what has an end keeps it.
CREATE FUNCTION guard_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.confirmed_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (NEW.sealed IS NOT NULL AND NEW.sealed IS DISTINCT FROM OLD.sealed)
     OR (NEW.id, NEW.gateway_account_id, NEW.gateway, NEW.label, NEW.environment, NEW.base_url, NEW.settings, NEW.diff,
         NEW.based_on, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.gateway_account_id, OLD.gateway, OLD.label, OLD.environment, OLD.base_url, OLD.settings, OLD.diff,
         OLD.based_on, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'account change % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_account_change BEFORE UPDATE ON gateway_account_change
  FOR EACH ROW EXECUTE FUNCTION guard_account_change();
CREATE TRIGGER account_change_never_deleted BEFORE DELETE ON gateway_account_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Pages say at once that an account is paused, and workers look again when it goes on.
CREATE FUNCTION hint_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'worker')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_account_paused AFTER UPDATE OF paused_at ON gateway_account FOR EACH ROW
  WHEN (NEW.paused_at IS DISTINCT FROM OLD.paused_at) EXECUTE FUNCTION hint_account();
