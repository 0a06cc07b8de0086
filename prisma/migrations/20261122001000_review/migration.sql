-- One open proposal per case; a second one waits until the first is confirmed or taken back.
CREATE UNIQUE INDEX decision_one_open ON decision (case_id) WHERE NOT applied AND cancelled_at IS NULL;

ALTER TABLE decision ADD CONSTRAINT decision_answer CHECK (answer IN ('refunded', 'not_refunded', 'send_again', 'keep_asking', 'came_back', 'noted'));

-- The requester decides neither alone nor with another (I17).
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE requester uuid;
BEGIN
  SELECT requested_by_user_id INTO requester FROM refund WHERE id = NEW.refund_id;
  IF requester IN (NEW.proposed_by, NEW.confirmed_by) THEN
    RAISE EXCEPTION 'the requester of refund % cannot decide about it', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.applied OR OLD.cancelled_at IS NOT NULL OR (NEW.id, NEW.case_id, NEW.refund_id, NEW.answer, NEW.evidence, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.refund_id, OLD.answer, OLD.evidence, OLD.proposed_by, OLD.proposed_at)) THEN
    RAISE EXCEPTION 'decision % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_decision BEFORE INSERT OR UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION guard_decision();
CREATE TRIGGER decision_never_deleted BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Cases and proposals are hints, too: the queue is live.
CREATE FUNCTION hint_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'case', 'refundId', NEW.refund_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_case_changed AFTER INSERT OR UPDATE ON review_case FOR EACH ROW EXECUTE FUNCTION hint_case();
CREATE TRIGGER hint_decision_changed AFTER INSERT OR UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION hint_case();
