-- As every time: the database writes it (H01).
ALTER TABLE "gateway_exchange" ALTER COLUMN "at" SET DEFAULT statement_timestamp();
ALTER TABLE "data_export" ALTER COLUMN "started_at" SET DEFAULT statement_timestamp();
ALTER TABLE "policy_change" ALTER COLUMN "proposed_at" SET DEFAULT statement_timestamp();
