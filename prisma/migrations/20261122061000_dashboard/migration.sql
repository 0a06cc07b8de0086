-- What was paid in a time, for the dashboard, from the index alone.
CREATE INDEX payment_paid ON payment (paid_at) INCLUDE (gateway, currency, captured_minor) WHERE status = 'succeeded';
