-- What a person is told about an event: in the desk, by e-mail, or both. Kept for a while, then taken away.
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "event_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "in_page" BOOLEAN NOT NULL,
    "by_mail" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- One notice of an event for a person, however many processes write it.
CREATE UNIQUE INDEX "notice_user_id_event_id_key" ON "notice"("user_id", "event_id");
CREATE INDEX "notice_user_id_id_idx" ON "notice"("user_id", "id" DESC);
CREATE INDEX "notice_at_idx" ON "notice"("at");
CREATE INDEX "notice_unread" ON "notice"("user_id") WHERE "read_at" IS NULL AND "in_page";

ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notice" ADD CONSTRAINT "notice_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notice" ADD CONSTRAINT "notice_for_somewhere" CHECK ("in_page" OR "by_mail");

-- What somebody wants to hear, and where; what is not written here is as the desk thinks best.
CREATE TABLE "notice_wish" (
    "user_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "in_page" BOOLEAN NOT NULL,
    "by_mail" BOOLEAN NOT NULL,

    CONSTRAINT "notice_wish_pkey" PRIMARY KEY ("user_id", "topic")
);

ALTER TABLE "notice_wish" ADD CONSTRAINT "notice_wish_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A notice is what was told: only that it was read may be written into it.
CREATE FUNCTION guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.read_at IS NOT NULL
     OR (NEW.id, NEW.user_id, NEW.event_id, NEW.kind, NEW.in_page, NEW.by_mail, NEW.at)
     IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.event_id, OLD.kind, OLD.in_page, OLD.by_mail, OLD.at) THEN
    RAISE EXCEPTION 'notice % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_notice BEFORE UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION guard_notice();

CREATE FUNCTION hint_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'notice')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_notice AFTER INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION hint_notice();
