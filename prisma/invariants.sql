-- What must hold at every moment. Each query returns the rows that break it: none, always.
-- Run whole after every database test, once a day by the worker and by `npm run cli -- doctor`; every five minutes the
-- worker runs them on what was touched since (lib/services/proof/check-invariants.ts).
-- `seen` stands for the refunds that are looked at, all or the touched ones; `chain` for that part of the sealed audit.

-- I1 never more than was paid
SELECT id FROM payment WHERE reserved_minor + refunded_minor > captured_minor;

-- I2 the reserved counter is the sum of open refunds
SELECT COALESCE(p.id, r.payment_id) AS id FROM (SELECT id, reserved_minor FROM payment WHERE reserved_minor <> 0) p
FULL JOIN (SELECT payment_id, sum(amount_minor) AS minor FROM refund
  WHERE state NOT IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled', 'reversed') GROUP BY payment_id) r ON r.payment_id = p.id
WHERE p.reserved_minor IS DISTINCT FROM r.minor;

-- I3 the refunded counter is the sum of succeeded refunds
SELECT COALESCE(p.id, r.payment_id) AS id FROM (SELECT id, refunded_minor FROM payment WHERE refunded_minor <> 0) p
FULL JOIN (SELECT payment_id, sum(amount_minor) AS minor FROM refund WHERE state = 'succeeded' GROUP BY payment_id) r ON r.payment_id = p.id
WHERE p.refunded_minor IS DISTINCT FROM r.minor;

-- I4 every refund was reserved exactly once
SELECT r.id FROM seen r LEFT JOIN ledger l ON l.refund_id = r.id AND l.kind = 'reserve' GROUP BY r.id HAVING count(l.id) <> 1;

-- I5 the ledger ends as the refund did
SELECT r.id FROM seen r LEFT JOIN ledger l ON l.refund_id = r.id GROUP BY r.id, r.state
HAVING (r.state IN ('succeeded', 'reversed')) <> COALESCE(bool_or(l.kind = 'post'), false)
  OR (r.state IN ('failed', 'rejected', 'expired', 'cancelled')) <> COALESCE(bool_or(l.kind = 'release'), false)
  OR (r.state = 'reversed') <> COALESCE(bool_or(l.kind = 'reverse'), false);

-- I6 at most one submit that may have moved money
SELECT r.id FROM seen r JOIN attempt a ON a.refund_id = r.id AND a.kind = 'submit' AND a.outcome NOT IN ('not_sent', 'proven_absent')
GROUP BY r.id HAVING count(*) > 1;

-- I7 nothing sent without the other people's approval
SELECT r.id FROM seen r LEFT JOIN approval d ON d.refund_id = r.id AND d.kind = 'approve' AND d.approver_id IS DISTINCT FROM r.requested_by_user_id
WHERE r.required_approvals > 0 AND EXISTS (SELECT 1 FROM attempt a WHERE a.refund_id = r.id AND a.kind = 'submit')
GROUP BY r.id, r.required_approvals HAVING r.required_approvals > count(DISTINCT d.approver_id);

-- I8 one reference for the whole life of a refund
SELECT r.id FROM seen r JOIN attempt a ON a.refund_id = r.id WHERE a.reference <> r.reference;

-- I9 succeeded only with proof
SELECT r.id FROM seen r WHERE r.state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.refund_id = r.id AND e.verdict = 'moved');

-- I10 failed only with proof
SELECT r.id FROM seen r WHERE r.state = 'failed' AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.refund_id = r.id AND e.verdict = 'not_moved');

-- I11 nothing is abandoned
SELECT id FROM refund WHERE (state IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review') AND next_run_at IS NULL)
  OR (state IN ('awaiting_approval', 'sent_back') AND expires_at IS NULL);

-- I11b what is due is being worked on
SELECT id FROM refunds_unclaimed();

-- I12 one refund in flight where the gateway allows only one
SELECT payment_id AS id FROM refund WHERE exclusive AND state IN ('submitting', 'processing', 'unknown', 'needs_review') GROUP BY payment_id HAVING count(*) > 1;

-- I13 a contradiction has a case
SELECT r.id FROM seen r WHERE EXISTS (SELECT 1 FROM evidence e WHERE e.refund_id = r.id AND e.verdict = 'moved')
  AND EXISTS (SELECT 1 FROM evidence e WHERE e.refund_id = r.id AND e.verdict = 'not_moved')
  AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.refund_id = r.id);

-- I14 every notification is dealt with within a minute
SELECT id FROM inbox WHERE done_at IS NULL AND received_at < now() - interval '60 s';

-- I15 what needs a person can be seen by one
SELECT r.id FROM refund r WHERE r.state = 'needs_review' AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.refund_id = r.id AND c.closed_at IS NULL);

-- I16 no proof of movement before anything was sent
SELECT r.id FROM seen r JOIN evidence e ON e.refund_id = r.id AND e.verdict = 'moved' AND e.source <> 'two_people'
WHERE NOT EXISTS (SELECT 1 FROM attempt a WHERE a.refund_id = e.refund_id AND a.kind = 'submit' AND a.started_at <= e.at);

-- I17 a verdict by people needs two of them, and not the requester
SELECT d.id FROM decision d JOIN refund r ON r.id = d.refund_id
WHERE d.proposed_by = d.confirmed_by OR r.requested_by_user_id IN (d.proposed_by, d.confirmed_by) OR (d.confirmed_by IS NULL AND d.applied);

-- I18 a refund is of its payment's gateway, account and currency
SELECT r.id FROM seen r JOIN payment p ON p.id = r.payment_id
WHERE (r.gateway, r.currency, r.gateway_account_id, r.order_id) IS DISTINCT FROM (p.gateway, p.currency, p.gateway_account_id, p.order_id);

-- I19 the audit chain has no gap and no break
SELECT id::text AS id FROM (SELECT id, seq, prev_hash, lag(hash) OVER (ORDER BY seq) AS before, lag(seq) OVER (ORDER BY seq) AS before_seq
  FROM chain) link
WHERE before IS NOT NULL AND (prev_hash <> before OR seq <> before_seq + 1);

-- I20 every change of state has its event
SELECT r.id FROM seen r LEFT JOIN audit a ON a.refund_id = r.id AND a.kind = 'refund.state' GROUP BY r.id, r.version HAVING count(a.id) <> r.version;

-- I21 what was asked for together is whole and decided as one
SELECT DISTINCT r.group_id AS id FROM seen r WHERE r.group_id IS NOT NULL AND group_is_broken(r.group_id);
