-- Refunds of several payments of one order, asked for and decided as one.
ALTER TABLE "refund" ADD COLUMN "group_size" INTEGER;

ALTER TABLE refund ADD CONSTRAINT refund_group_of_several CHECK (
  (group_id IS NULL) = (group_size IS NULL) AND group_size >= 2);
-- A payment gives one part. Also how the parts are found.
CREATE UNIQUE INDEX refund_group_one_part ON refund (group_id, payment_id) WHERE group_id IS NOT NULL;

CREATE FUNCTION guard_group_size() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the group of refund % cannot be changed', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_group_size BEFORE UPDATE ON refund FOR EACH ROW
  WHEN (NEW.group_size IS DISTINCT FROM OLD.group_size) EXECUTE FUNCTION guard_group_size();

-- All parts or none, of one order and one requester; and a decision leaves none behind. Later rounds may be about some
-- parts only: an approval that lapses brings back those that were not sent yet.
CREATE FUNCTION group_is_broken(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT count(*) <> max(group_size)
    OR count(DISTINCT (order_id, currency, requested_by_user_id, requested_by_api_key_id, required_approvals, group_size)) > 1
    OR count(DISTINCT CASE WHEN state IN ('awaiting_approval', 'sent_back', 'rejected') THEN state::text
        WHEN approved_at IS NOT NULL THEN 'approved' END) FILTER (WHERE approval_round = 1) > 1
  FROM refund WHERE group_id = wanted
$$;

-- At the commit, when every part of a step is written.
CREATE FUNCTION guard_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF group_is_broken(NEW.group_id) THEN
    RAISE EXCEPTION 'the parts of group % go apart', NEW.group_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_group AFTER INSERT OR UPDATE ON refund DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.group_id IS NOT NULL) EXECUTE FUNCTION guard_group();

-- A part is shown with the others: who looks at one of them hears of all.
CREATE OR REPLACE FUNCTION hint_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_strip_nulls(json_build_object('topic', 'refund', 'refundId', NEW.id, 'paymentId', NEW.payment_id,
    'orderId', NEW.order_id, 'groupId', NEW.group_id))::text);
  RETURN NULL;
END $$;
