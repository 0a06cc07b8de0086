-- What support wants to know about an order. It waits until somebody else answers.
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT statement_timestamp(),
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "question_order_id_idx" ON "question"("order_id");
CREATE INDEX "question_open" ON "question"("asked_at") WHERE "answered_at" IS NULL;

ALTER TABLE "question" ADD CONSTRAINT "question_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "sales_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question" ADD CONSTRAINT "question_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question" ADD CONSTRAINT "question_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question"
  ADD CONSTRAINT "question_answer_whole" CHECK (
    ("answer" IS NULL) = ("answered_at" IS NULL) AND ("answered_by" IS NULL) = ("answered_at" IS NULL)),
  ADD CONSTRAINT "question_other_answers" CHECK ("answered_by" <> "asked_by");

-- What was asked stays as it was asked; what was answered, too.
CREATE FUNCTION guard_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.answered_at IS NOT NULL
     OR (NEW.id, NEW.order_id, NEW.text, NEW.asked_by, NEW.asked_at)
     IS DISTINCT FROM (OLD.id, OLD.order_id, OLD.text, OLD.asked_by, OLD.asked_at) THEN
    RAISE EXCEPTION 'question % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_question BEFORE UPDATE ON question FOR EACH ROW EXECUTE FUNCTION guard_question();
CREATE TRIGGER question_never_deleted BEFORE DELETE ON question FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What people write to each other appears where others look.
CREATE FUNCTION hint_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'comment', 'refundId', NEW.refund_id, 'orderId', NEW.order_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_comment AFTER INSERT ON audit FOR EACH ROW
  WHEN (NEW.kind IN ('note.written', 'question.asked', 'question.answered')) EXECUTE FUNCTION hint_comment();
