-- A notice on its way as an e-mail: written with the notice, sent by a worker, at least once.
CREATE TABLE "mail" (
    "notice_id" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "last_error" TEXT,
    "kept" JSONB,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("notice_id")
);

CREATE INDEX "mail_due" ON "mail"("next_try_at") WHERE "ended_at" IS NULL;

ALTER TABLE "mail" ADD CONSTRAINT "mail_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mail"
  ADD CONSTRAINT "mail_outcome" CHECK ("outcome" IN ('sent', 'kept', 'gave_up', 'no_server', 'not_wanted')),
  ADD CONSTRAINT "mail_end_has_outcome" CHECK (("ended_at" IS NULL) = ("outcome" IS NULL));

-- What has left cannot leave again.
CREATE FUNCTION guard_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'mail % has its end', OLD.notice_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_mail BEFORE UPDATE ON mail FOR EACH ROW EXECUTE FUNCTION guard_mail();

-- However a notice comes about, the mail that was wished for is on its way.
CREATE FUNCTION mail_of_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO mail (notice_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER mail_of_notice AFTER INSERT ON notice FOR EACH ROW WHEN (NEW.by_mail)
  EXECUTE FUNCTION mail_of_notice();
