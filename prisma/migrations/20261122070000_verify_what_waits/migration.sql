-- What was open when a backup was taken may have been approved, sent and paid in the time that the restore took away,
-- also what waits for people now. Its amount is kept until the gateway was asked (C06).

CREATE FUNCTION guard_unverified_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refund % may have been sent before the restore and is not verified', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_unverified_end BEFORE UPDATE OF state ON refund FOR EACH ROW
  WHEN (OLD.verify_since IS NOT NULL AND OLD.state IN ('awaiting_approval', 'sent_back', 'queued')
    AND NEW.state IN ('rejected', 'expired', 'cancelled'))
  EXECUTE FUNCTION guard_unverified_end();

-- Empty but after a restore.
CREATE INDEX refund_unverified ON refund (next_run_at)
  WHERE verify_since IS NOT NULL AND state IN ('awaiting_approval', 'sent_back', 'queued');

-- What an earlier release froze.
UPDATE refund SET next_run_at = now() WHERE verify_since IS NOT NULL AND state IN ('awaiting_approval', 'sent_back') AND next_run_at IS NULL;

-- A gateway that does not answer is asked by its breaker alone; while that does its work, what waits is not forgotten.
CREATE FUNCTION silent_gateway(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM gateway_breaker WHERE gateway_account_id = account AND opened_at IS NOT NULL
    AND why <> 'unknown_rate' AND probe_at > now() - interval '60 s')
$$;

-- A question about what is not verified is due like any other; what is in line is sent after it.
CREATE OR REPLACE FUNCTION refunds_unclaimed() RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  SELECT r.id FROM refund r WHERE r.next_run_at < now() - interval '60 s' AND (r.lease_until IS NULL OR r.lease_until < now() - interval '60 s')
    AND ((r.state IN ('submitting', 'processing', 'unknown', 'needs_review') AND NOT silent_gateway(r.gateway_account_id))
      OR (r.state = 'queued' AND r.verify_since IS NULL AND account_sends(r.gateway_account_id)
        AND NOT EXISTS (SELECT 1 FROM refund other WHERE r.exclusive AND other.payment_id = r.payment_id AND other.exclusive
          AND other.state IN ('submitting', 'processing', 'unknown', 'needs_review'))))
  UNION ALL
  SELECT r.id FROM refund r WHERE r.verify_since IS NOT NULL AND r.state IN ('awaiting_approval', 'sent_back', 'queued')
    AND r.next_run_at < now() - interval '60 s' AND (r.lease_until IS NULL OR r.lease_until < now() - interval '60 s')
    AND NOT silent_gateway(r.gateway_account_id)
    AND NOT EXISTS (SELECT 1 FROM refund other WHERE r.exclusive AND other.payment_id = r.payment_id AND other.exclusive
      AND other.state IN ('submitting', 'processing', 'unknown', 'needs_review'))
$$;
