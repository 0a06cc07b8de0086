-- The walls: what must hold whatever the code does. `lib/db/walls.db.test.ts` proves each of them.

-- ---- Money ------------------------------------------------------------------------------------------------

ALTER TABLE payment
  ADD CONSTRAINT payment_counters_not_negative CHECK (captured_minor >= 0 AND reserved_minor >= 0 AND refunded_minor >= 0
    AND gateway_refunded_minor >= 0 AND held_minor >= 0),
  ADD CONSTRAINT payment_never_more_than_paid CHECK (reserved_minor + refunded_minor <= captured_minor);

ALTER TABLE sales_order ADD CONSTRAINT sales_order_amount_not_negative CHECK (amount_minor >= 0);

ALTER TABLE refund
  ADD CONSTRAINT refund_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT refund_one_requester CHECK (num_nonnulls(requested_by_user_id, requested_by_api_key_id) = 1),
  ADD CONSTRAINT refund_reference_format CHECK (reference ~ '^R[0-9A-HJKMNP-TV-Z]{26}[A-Z]$'),
  -- Nothing waits for ever in silence: every open state has a time at which somebody or something looks again.
  ADD CONSTRAINT refund_never_abandoned CHECK (
    (state NOT IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review') OR next_run_at IS NOT NULL)
    AND (state NOT IN ('awaiting_approval', 'sent_back') OR expires_at IS NOT NULL)),
  ADD CONSTRAINT refund_approvals_range CHECK (required_approvals BETWEEN 0 AND 5);

ALTER TABLE ledger
  ADD CONSTRAINT ledger_kind CHECK (kind IN ('reserve', 'post', 'release', 'reverse')),
  ADD CONSTRAINT ledger_amount_positive CHECK (amount_minor > 0);
CREATE UNIQUE INDEX ledger_one_reserve ON ledger (refund_id) WHERE kind = 'reserve';
CREATE UNIQUE INDEX ledger_one_end ON ledger (refund_id) WHERE kind IN ('post', 'release');
CREATE UNIQUE INDEX ledger_one_reverse ON ledger (refund_id) WHERE kind = 'reverse';

-- ---- Sending ----------------------------------------------------------------------------------------------

ALTER TABLE attempt
  ADD CONSTRAINT attempt_kind CHECK (kind IN ('submit', 'query')),
  ADD CONSTRAINT attempt_outcome CHECK (outcome IN ('open', 'not_sent', 'ack', 'refused', 'ambiguous', 'proven_absent'));
-- At most one submit that might have moved money (S1).
CREATE UNIQUE INDEX attempt_one_possible_move ON attempt (refund_id)
  WHERE kind = 'submit' AND outcome NOT IN ('not_sent', 'proven_absent');
-- One refund in flight where the gateway allows only one.
CREATE UNIQUE INDEX refund_one_in_flight ON refund (payment_id)
  WHERE exclusive AND state IN ('submitting', 'processing', 'unknown', 'needs_review');
CREATE INDEX refund_due ON refund (next_run_at) WHERE state IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review');
CREATE INDEX refund_expiring ON refund (expires_at) WHERE state IN ('awaiting_approval', 'sent_back');

ALTER TABLE evidence
  ADD CONSTRAINT evidence_verdict CHECK (verdict IN ('moved', 'not_moved', 'in_progress')),
  ADD CONSTRAINT evidence_source CHECK (source IN ('sync', 'notification', 'query', 'difference', 'refusal', 'two_people'));

ALTER TABLE inbox ADD CONSTRAINT inbox_verdict CHECK (verdict IN ('verified', 'bad_signature', 'unreadable'));
CREATE INDEX inbox_waiting ON inbox (received_at) WHERE done_at IS NULL;
CREATE INDEX review_case_open ON review_case (opened_at) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX review_case_one_open ON review_case (refund_id, kind) WHERE closed_at IS NULL AND refund_id IS NOT NULL;
CREATE INDEX audit_unsealed ON audit (id) WHERE seq IS NULL;

-- ---- Searching --------------------------------------------------------------------------------------------

CREATE INDEX sales_order_order_id_search ON sales_order (lower(order_id) text_pattern_ops);

-- ---- People -----------------------------------------------------------------------------------------------

ALTER TABLE approval
  ADD CONSTRAINT approval_kind CHECK (kind IN ('approve', 'reject', 'send_back')),
  ADD CONSTRAINT approval_never_alone CHECK (approver_id IS DISTINCT FROM maker_id),
  ADD CONSTRAINT approval_reason_given CHECK (kind = 'approve' OR reason IS NOT NULL);
CREATE UNIQUE INDEX approval_once_per_person ON approval (refund_id, approver_id, sealed_hash) WHERE kind = 'approve';

ALTER TABLE decision
  ADD CONSTRAINT decision_two_people CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
  ADD CONSTRAINT decision_applied_confirmed CHECK (NOT applied OR confirmed_by IS NOT NULL);

ALTER TABLE user_account
  ADD CONSTRAINT user_email_lower CHECK (email = lower(email)),
  ADD CONSTRAINT user_active_has_password CHECK (status <> 'active' OR password_hash IS NOT NULL);
ALTER TABLE merchant_settings ADD CONSTRAINT merchant_settings_one_row CHECK (id = 1);

-- ---- The life of a refund (lib/domain/refund-state.ts, TRANSITIONS; a test compares the two) ---------------

CREATE FUNCTION refund_may_move(from_state refund_state, to_state refund_state) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT to_state = ANY (CASE from_state
    WHEN 'awaiting_approval' THEN '{sent_back,rejected,expired,cancelled,queued,needs_review}'
    WHEN 'sent_back' THEN '{awaiting_approval,expired,cancelled,needs_review}'
    WHEN 'queued' THEN '{submitting,cancelled,awaiting_approval,needs_review,expired}'
    WHEN 'submitting' THEN '{queued,processing,unknown,needs_review,succeeded,failed}'
    WHEN 'processing' THEN '{unknown,needs_review,succeeded,failed}'
    WHEN 'unknown' THEN '{queued,processing,needs_review,succeeded,failed}'
    WHEN 'needs_review' THEN '{queued,cancelled,processing,unknown,succeeded,failed}'
    WHEN 'succeeded' THEN '{reversed}'
    ELSE '{}' END::refund_state[])
$$;

CREATE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state THEN
    IF NOT refund_may_move(OLD.state, NEW.state) THEN
      RAISE EXCEPTION 'refund % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
      RAISE EXCEPTION 'refund % changes its state without its version', OLD.id USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.version <> OLD.version THEN
    RAISE EXCEPTION 'refund % changes its version without its state', OLD.id USING ERRCODE = 'check_violation';
  END IF;

  IF (NEW.id, NEW.reference, NEW.order_id, NEW.payment_id, NEW.gateway_account_id, NEW.gateway, NEW.amount_minor, NEW.currency,
      NEW.reason, NEW.gateway_reason, NEW.request_key, NEW.intent_hash, NEW.requested_by_user_id, NEW.requested_by_api_key_id,
      NEW.required_approvals, NEW.policy_version, NEW.exclusive, NEW.receiver_digest, NEW.group_id, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.order_id, OLD.payment_id, OLD.gateway_account_id, OLD.gateway, OLD.amount_minor, OLD.currency,
      OLD.reason, OLD.gateway_reason, OLD.request_key, OLD.intent_hash, OLD.requested_by_user_id, OLD.requested_by_api_key_id,
      OLD.required_approvals, OLD.policy_version, OLD.exclusive, OLD.receiver_digest, OLD.group_id, OLD.created_at)
     -- Erasing a receiver is allowed; changing one is not.
     OR (NEW.receiver_sealed IS NOT NULL AND NEW.receiver_sealed IS DISTINCT FROM OLD.receiver_sealed) THEN
    RAISE EXCEPTION 'what was asked for in refund % cannot be changed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sealed_hash <> OLD.sealed_hash AND NEW.approval_round <= OLD.approval_round THEN
    RAISE EXCEPTION 'refund % cannot be sealed anew within a round of approval', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.fence < OLD.fence THEN
    RAISE EXCEPTION 'the fence of refund % only grows', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER guard_refund BEFORE UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION guard_refund();

-- Sent without the approvals that were sealed at the request: refused here too (I7).
CREATE FUNCTION guard_submit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted refund%ROWTYPE;
BEGIN
  SELECT * INTO wanted FROM refund WHERE id = NEW.refund_id;
  IF NEW.reference <> wanted.reference THEN
    RAISE EXCEPTION 'attempt on refund % under another reference', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.kind = 'submit' AND wanted.required_approvals > (
    SELECT count(DISTINCT approver_id) FROM approval
    WHERE refund_id = NEW.refund_id AND kind = 'approve' AND sealed_hash = wanted.sealed_hash
      AND approver_id IS DISTINCT FROM wanted.requested_by_user_id) THEN
    RAISE EXCEPTION 'refund % lacks approvals', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_submit BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION guard_submit();

-- An attempt is closed once; only a silence may later be proven absent.
CREATE FUNCTION guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.refund_id, NEW.number, NEW.kind, NEW.reference, NEW.fence, NEW.baseline_minor, NEW.request_digest, NEW.started_at)
     IS DISTINCT FROM
     (OLD.id, OLD.refund_id, OLD.number, OLD.kind, OLD.reference, OLD.fence, OLD.baseline_minor, OLD.request_digest, OLD.started_at)
     OR NOT (OLD.outcome = 'open' OR (OLD.outcome IN ('ambiguous', 'refused') AND NEW.outcome = 'proven_absent')) THEN
    RAISE EXCEPTION 'attempt % is written', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_attempt BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION guard_attempt();

CREATE FUNCTION guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted refund%ROWTYPE;
BEGIN
  SELECT * INTO wanted FROM refund WHERE id = NEW.refund_id;
  NEW.maker_id := wanted.requested_by_user_id;
  IF NEW.kind = 'approve' AND NEW.sealed_hash <> wanted.sealed_hash THEN
    RAISE EXCEPTION 'approval of something else than refund % is now', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_approval BEFORE INSERT ON approval FOR EACH ROW EXECUTE FUNCTION guard_approval();

CREATE FUNCTION guard_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'reverse' AND NOT EXISTS (SELECT 1 FROM ledger WHERE refund_id = NEW.refund_id AND kind = 'post') THEN
    RAISE EXCEPTION 'refund % was not posted and cannot be reversed', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.amount_minor <> (SELECT amount_minor FROM refund WHERE id = NEW.refund_id) THEN
    RAISE EXCEPTION 'ledger and refund % differ', NEW.refund_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_ledger BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION guard_ledger();

-- ---- Append-only ------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approval_append_only BEFORE UPDATE OR DELETE ON approval FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE ON policy FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_never_deleted BEFORE DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_never_deleted BEFORE DELETE ON attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inbox_never_deleted BEFORE DELETE ON inbox FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An audit row is only ever sealed: once, and nothing else of it changes.
CREATE FUNCTION guard_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seq IS NOT NULL OR NEW.seq IS NULL
     OR (NEW.id, NEW.at, NEW.kind, NEW.actor, NEW.actor_name, NEW.refund_id, NEW.payment_id, NEW.order_id, NEW.data)
        IS DISTINCT FROM (OLD.id, OLD.at, OLD.kind, OLD.actor, OLD.actor_name, OLD.refund_id, OLD.payment_id, OLD.order_id, OLD.data) THEN
    RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_audit BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION guard_audit();

CREATE FUNCTION guard_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.gateway_account_id, NEW.gateway, NEW.digest, NEW.raw, NEW.verdict, NEW.received_at)
     IS DISTINCT FROM (OLD.id, OLD.gateway_account_id, OLD.gateway, OLD.digest, OLD.raw, OLD.verdict, OLD.received_at) THEN
    RAISE EXCEPTION 'what came in stays as it came' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_inbox BEFORE UPDATE ON inbox FOR EACH ROW EXECUTE FUNCTION guard_inbox();

-- ---- Hints (LISTEN refund_desk): "read this again", never the data -----------------------------------------

CREATE FUNCTION hint_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'refund', 'refundId', NEW.id, 'paymentId', NEW.payment_id, 'orderId', NEW.order_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_refund_new AFTER INSERT ON refund FOR EACH ROW EXECUTE FUNCTION hint_refund();
CREATE TRIGGER hint_refund_changed AFTER UPDATE ON refund FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.approval_round IS DISTINCT FROM NEW.approval_round OR OLD.note IS DISTINCT FROM NEW.note
        OR (OLD.probes IS DISTINCT FROM NEW.probes) OR (OLD.next_run_at > NEW.next_run_at))
  EXECUTE FUNCTION hint_refund();

CREATE FUNCTION hint_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'payment', 'paymentId', NEW.id, 'orderId', NEW.order_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_payment_changed AFTER UPDATE ON payment FOR EACH ROW
  WHEN (OLD.checked_at IS DISTINCT FROM NEW.checked_at OR OLD.held_minor IS DISTINCT FROM NEW.held_minor OR OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION hint_payment();

CREATE FUNCTION hint_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'inbox')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_inbox_new AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION hint_inbox();

CREATE FUNCTION account_paused(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT paused_at IS NOT NULL FROM gateway_account WHERE id = account
$$;
