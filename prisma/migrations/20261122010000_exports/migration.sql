-- What left the desk as a file: for whom, with which filter, and how to know the file again.
CREATE TABLE "data_export" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "filter" JSONB NOT NULL DEFAULT '{}',
    "zone" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "reveal_why" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "row_count" INTEGER,
    "byte_count" BIGINT,
    "sha256" TEXT,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "data_export_user_id_started_at_idx" ON "data_export"("user_id", "started_at" DESC);

-- AddForeignKey
ALTER TABLE "data_export" ADD CONSTRAINT "data_export_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "data_export"
  ADD CONSTRAINT "data_export_subject" CHECK ("subject" IN ('refunds', 'orders')),
  ADD CONSTRAINT "data_export_outcome" CHECK ("outcome" IN ('whole', 'cut')),
  -- A file that is said to be whole can be known again.
  ADD CONSTRAINT "data_export_whole_is_counted" CHECK ("outcome" IS DISTINCT FROM 'whole'
    OR num_nulls("ended_at", "row_count", "byte_count", "sha256") = 0);
CREATE INDEX "data_export_running" ON "data_export" ("started_at") WHERE "ended_at" IS NULL;
