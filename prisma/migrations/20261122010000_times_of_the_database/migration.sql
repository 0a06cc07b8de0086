-- Defaults that Prisma does not know by name are left to the database: a process whose clock is hours wrong must not
-- date an attempt, a proof or an entry of the audit (H01).

ALTER TABLE "api_key" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "approval" ALTER COLUMN "at" SET DEFAULT statement_timestamp();
ALTER TABLE "attempt" ALTER COLUMN "started_at" SET DEFAULT statement_timestamp();
ALTER TABLE "audit" ALTER COLUMN "at" SET DEFAULT statement_timestamp();
ALTER TABLE "customer" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "decision" ALTER COLUMN "proposed_at" SET DEFAULT statement_timestamp();
ALTER TABLE "evidence" ALTER COLUMN "at" SET DEFAULT statement_timestamp();
ALTER TABLE "gateway_account" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp(),
ALTER COLUMN "updated_at" SET DEFAULT statement_timestamp();
ALTER TABLE "gateway_account_change" ALTER COLUMN "proposed_at" SET DEFAULT statement_timestamp();
ALTER TABLE "gateway_credential" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "inbox" ALTER COLUMN "received_at" SET DEFAULT statement_timestamp();
ALTER TABLE "ledger" ALTER COLUMN "at" SET DEFAULT statement_timestamp();
ALTER TABLE "merchant_settings" ALTER COLUMN "updated_at" SET DEFAULT statement_timestamp();
ALTER TABLE "payment" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp(),
ALTER COLUMN "updated_at" SET DEFAULT statement_timestamp();
ALTER TABLE "payment_link" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "policy" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "refund" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp(),
ALTER COLUMN "updated_at" SET DEFAULT statement_timestamp();
ALTER TABLE "review_case" ALTER COLUMN "opened_at" SET DEFAULT statement_timestamp();
ALTER TABLE "sales_order" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp(),
ALTER COLUMN "updated_at" SET DEFAULT statement_timestamp();
ALTER TABLE "session" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp(),
ALTER COLUMN "last_seen_at" SET DEFAULT statement_timestamp();
ALTER TABLE "user_account" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
ALTER TABLE "user_token" ALTER COLUMN "created_at" SET DEFAULT statement_timestamp();
