-- A restore from a backup brings back refunds that were sent after it was made (C06, H06). While the installation is
-- frozen nothing is sent; what was open then is asked for at the gateway before it may leave.

CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "database_identity" TEXT,
    "frozen_at" TIMESTAMPTZ(3),
    "frozen_why" TEXT,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);
ALTER TABLE installation
  ADD CONSTRAINT installation_one_row CHECK (id = 1),
  ADD CONSTRAINT installation_frozen_has_reason CHECK ((frozen_at IS NULL) = (frozen_why IS NULL));

ALTER TABLE "refund" ADD COLUMN "verify_since" TIMESTAMPTZ(3), ADD COLUMN "verify_from_minor" BIGINT;

CREATE OR REPLACE FUNCTION account_sends(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM gateway_account WHERE id = account AND paused_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM gateway_breaker WHERE gateway_account_id = account AND opened_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM installation WHERE frozen_at IS NOT NULL)
$$;

-- Sent while nobody knows whether it was sent before: refused here too.
CREATE FUNCTION guard_verified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'submit' AND EXISTS (SELECT 1 FROM refund WHERE id = NEW.refund_id AND verify_since IS NOT NULL) THEN
    RAISE EXCEPTION 'refund % may have been sent before the restore and is not verified', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_verified BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION guard_verified();

-- Pages and workers look again when sending freezes or goes on.
CREATE FUNCTION hint_installation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'worker')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_installation AFTER UPDATE OF frozen_at ON installation FOR EACH ROW
  WHEN (NEW.frozen_at IS DISTINCT FROM OLD.frozen_at) EXECUTE FUNCTION hint_installation();
