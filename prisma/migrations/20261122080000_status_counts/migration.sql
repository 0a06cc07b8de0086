-- The orders of each state on a card are counted in their own order, each once, and no further than the card goes.
CREATE INDEX refund_counted_order ON refund (state, order_id)
  WHERE state IN ('awaiting_approval', 'processing', 'unknown', 'needs_review', 'failed');
-- What was refunded since a day began.
CREATE INDEX refund_succeeded_at ON refund (final_at) INCLUDE (order_id) WHERE state = 'succeeded';
