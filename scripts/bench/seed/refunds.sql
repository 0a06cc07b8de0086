-- One order in sixteen has a refund, one in eighty a second one. Those that are still open are of the newest orders,
-- and nothing about them falls due during a benchmark.
CREATE TEMP TABLE wish AS
SELECT s.n * 2 + second AS k, s.n, second, s.id AS order_id, s.payment_id, s.account, uuidv7(created_at - now()) AS id, created_at, state,
  s.amount / 10 * (CASE WHEN second = 1 THEN 2 ELSE 3 END) AS amount,
  (CASE state
    WHEN 'succeeded' THEN '{awaiting_approval,queued,submitting,processing,succeeded}'
    WHEN 'failed' THEN '{awaiting_approval,queued,submitting,unknown,failed}'
    WHEN 'processing' THEN '{awaiting_approval,queued,submitting,processing}'
    WHEN 'unknown' THEN '{awaiting_approval,queued,submitting,unknown}'
    WHEN 'needs_review' THEN '{awaiting_approval,queued,submitting,unknown,needs_review}'
    WHEN 'awaiting_approval' THEN '{awaiting_approval}'
    ELSE '{awaiting_approval,' || state || '}' END)::refund_state[] AS path
FROM sale s
CROSS JOIN LATERAL (SELECT 0 AS second UNION ALL SELECT 1 WHERE s.n % 80 = 5) both_wishes
CROSS JOIN LATERAL (SELECT (s.n::bigint * 7919) % 1000 AS dice) thrown
CROSS JOIN LATERAL (SELECT LEAST(s.placed_at + interval '2 days' + interval '1 day' * second, now() - interval '10 minutes') AS created_at,
  CASE
    WHEN second = 1 THEN 'succeeded'
    WHEN s.n > current_setting('bench.orders')::int * 0.95 AND s.n % 80 <> 5 AND dice < 300 THEN
      CASE WHEN dice < 170 THEN 'awaiting_approval' WHEN dice < 200 THEN 'sent_back' WHEN dice < 250 THEN 'processing'
        WHEN dice < 280 THEN 'unknown' ELSE 'needs_review' END
    WHEN dice < 925 THEN 'succeeded' WHEN dice < 955 THEN 'failed' WHEN dice < 975 THEN 'rejected' WHEN dice < 990 THEN 'cancelled'
    ELSE 'expired' END AS state) became
WHERE s.n % 16 = 5;
CREATE UNIQUE INDEX ON wish (k);
ANALYZE wish;

INSERT INTO payment (id, order_id, gateway_account_id, gateway, gateway_transaction_ref, gateway_payment_ref, method, status, currency,
  captured_minor, reserved_minor, refunded_minor, gateway_refunded_minor, paid_at, checked_at, created_at, updated_at)
SELECT s.payment_id, s.id, a.id, 'neox', lpad(s.n::text, 12, '0') || 'NEOTXN', (70000000000 + s.n)::text, s.method, 'succeeded', 'VND', s.amount,
  COALESCE(w.reserved, 0), COALESCE(w.refunded, 0), COALESCE(w.refunded, 0), s.placed_at + interval '1 minute', w.created_at, s.placed_at, s.placed_at
FROM sale s JOIN account a ON a.n = s.account
LEFT JOIN (SELECT n, max(created_at) AS created_at, sum(amount) FILTER (WHERE state = 'succeeded') AS refunded,
    sum(amount) FILTER (WHERE state IN ('awaiting_approval', 'sent_back', 'processing', 'unknown', 'needs_review')) AS reserved
  FROM wish GROUP BY n) w ON w.n = s.n
ORDER BY s.n;

-- One order in twenty was paid at the second try.
INSERT INTO payment (id, order_id, gateway_account_id, gateway, gateway_transaction_ref, gateway_payment_ref, method, status, currency,
  captured_minor, created_at, updated_at)
SELECT uuidv7(s.placed_at - now()), s.id, a.id, 'neox', lpad(s.n::text, 12, '0') || 'NEOTRY', (60000000000 + s.n)::text, s.method, 'failed', 'VND',
  s.amount, s.placed_at, s.placed_at
FROM sale s JOIN account a ON a.n = s.account WHERE s.n % 20 = 3 ORDER BY s.n;

INSERT INTO refund (id, reference, order_id, payment_id, gateway_account_id, gateway, amount_minor, currency, reason, gateway_reason, state,
  version, request_key, intent_hash, sealed_hash, requested_by_user_id, required_approvals, policy_version, exclusive, expires_at, approved_at,
  next_run_at, created_at, updated_at, final_at)
SELECT w.id, 'R' || lpad(upper(to_hex(w.k)), 26, '0') || 'F', w.order_id, w.payment_id, a.id, 'neox', w.amount, 'VND', 'Customer returned goods',
  'Customer returned goods', w.state::refund_state, cardinality(w.path), md5('key' || w.k)::uuid, md5('intent' || w.k), md5('seal' || w.k), staff.id, 1, 1, true,
  CASE WHEN w.state IN ('awaiting_approval', 'sent_back') THEN timestamptz '2999-01-01' END,
  CASE WHEN 'queued' = ANY(w.path) THEN w.created_at + interval '1 minute' END,
  CASE WHEN w.state IN ('processing', 'unknown', 'needs_review') THEN timestamptz '2999-01-01' END,
  w.created_at, w.created_at + interval '5 minutes',
  CASE WHEN w.state IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled') THEN w.created_at + interval '4 minutes' END
FROM wish w JOIN account a ON a.n = w.account CROSS JOIN (SELECT id FROM user_account WHERE email = 'staff@bench.test') staff
ORDER BY w.created_at;

INSERT INTO approval (id, refund_id, approver_id, kind, reason, sealed_hash, at)
SELECT uuidv7(w.created_at - now()), w.id, manager.id,
  CASE w.state WHEN 'rejected' THEN 'reject' WHEN 'sent_back' THEN 'send_back' ELSE 'approve' END,
  CASE WHEN w.state IN ('rejected', 'sent_back') THEN 'The photo is missing' END, md5('seal' || w.k), w.created_at + interval '1 minute'
FROM wish w CROSS JOIN (SELECT id FROM user_account WHERE email = 'manager@bench.test') manager
WHERE w.state NOT IN ('awaiting_approval', 'cancelled', 'expired') ORDER BY w.created_at;

INSERT INTO ledger (refund_id, payment_id, kind, amount_minor, at)
SELECT id, payment_id, 'reserve', amount, created_at FROM wish
UNION ALL SELECT id, payment_id, CASE state WHEN 'succeeded' THEN 'post' ELSE 'release' END, amount, created_at + interval '4 minutes' FROM wish
  WHERE state IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled')
ORDER BY 5;

-- What was sent, and one question after it.
INSERT INTO attempt (id, refund_id, number, kind, reference, fence, credential_version, baseline_minor, outcome, gateway_ref, gateway_code,
  gateway_text, refuses_request, http_status, worker, started_at, ended_at)
SELECT uuidv7(w.created_at - now()), w.id, number, CASE number WHEN 1 THEN 'submit' ELSE 'query' END, 'R' || lpad(upper(to_hex(w.k)), 26, '0') || 'F', 1, 1, 0,
  CASE WHEN number = 2 OR w.state IN ('succeeded', 'processing') THEN 'ack' WHEN w.state = 'failed' THEN 'refused' ELSE 'ambiguous' END,
  CASE WHEN w.state IN ('succeeded', 'processing') THEN lpad(upper(to_hex(w.k)), 12, 'X') END,
  CASE WHEN w.state = 'failed' AND number = 1 THEN '33' END, CASE WHEN w.state = 'failed' AND number = 1 THEN 'Invalid amount' END,
  w.state = 'failed' AND number = 1, 200, 'bench', w.created_at + number * interval '70 seconds', w.created_at + number * interval '71 seconds'
FROM wish w CROSS JOIN generate_series(1, 2) number WHERE 'submitting' = ANY(w.path) ORDER BY w.created_at, number;

INSERT INTO evidence (refund_id, source, verdict, gateway_ref, digest, at)
SELECT id, CASE state WHEN 'succeeded' THEN 'notification' WHEN 'failed' THEN 'refusal' ELSE 'sync' END,
  CASE state WHEN 'succeeded' THEN 'moved' WHEN 'failed' THEN 'not_moved' ELSE 'in_progress' END, lpad(upper(to_hex(k)), 12, 'X'), md5('fact' || k),
  created_at + interval '4 minutes'
FROM wish WHERE state IN ('succeeded', 'failed', 'processing') ORDER BY created_at;

INSERT INTO review_case (id, kind, refund_id, payment_id, gateway_account_id, opened_at)
SELECT uuidv7(), 'ladder_ended', w.id, w.payment_id, a.id, w.created_at + interval '4 minutes'
FROM wish w JOIN account a ON a.n = w.account WHERE w.state = 'needs_review';

INSERT INTO audit (at, kind, actor, actor_name, refund_id, payment_id, order_id, data)
SELECT w.created_at + (step.place - 1) * interval '1 minute', 'refund.state', 'user:' || staff.id, 'Trần Minh Quân', w.id, w.payment_id, w.order_id,
  jsonb_build_object('from', CASE WHEN step.place > 1 THEN w.path[step.place - 1] END, 'to', step.state, 'amount', w.amount::text, 'currency', 'VND')
FROM wish w CROSS JOIN LATERAL unnest(w.path) WITH ORDINALITY AS step(state, place)
CROSS JOIN (SELECT id FROM user_account WHERE email = 'staff@bench.test') staff
ORDER BY 1, w.k;
