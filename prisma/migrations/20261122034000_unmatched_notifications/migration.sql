-- Counted at every scrape: messages about refunds that nobody knows (G04).
CREATE INDEX inbox_unmatched ON inbox (received_at) WHERE effect = 'unmatched';
