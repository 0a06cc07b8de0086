-- What the dashboard sums up, by time: bookings (appended in the order of time, so a few kilobytes are enough) and,
-- from the index alone, what was paid.
CREATE INDEX "ledger_at_idx" ON "ledger" USING BRIN ("at");
CREATE INDEX payment_paid ON payment (paid_at) INCLUDE (gateway, currency, captured_minor) WHERE status = 'succeeded';
