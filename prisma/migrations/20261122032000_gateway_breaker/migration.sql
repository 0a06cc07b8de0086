-- CreateTable
CREATE TABLE "gateway_breaker" (
    "gateway_account_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "why" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "probes" INTEGER NOT NULL DEFAULT 0,
    "probe_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "gateway_breaker_pkey" PRIMARY KEY ("gateway_account_id")
);

-- CreateTable
CREATE TABLE "gateway_exchange" (
    "id" BIGSERIAL NOT NULL,
    "gateway_account_id" UUID NOT NULL,
    "result" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateway_exchange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "gateway_exchange_gateway_account_id_id_idx" ON "gateway_exchange"("gateway_account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "gateway_exchange_at_idx" ON "gateway_exchange" USING BRIN ("at");

-- AddForeignKey
ALTER TABLE "gateway_breaker" ADD CONSTRAINT "gateway_breaker_gateway_account_id_fkey" FOREIGN KEY ("gateway_account_id") REFERENCES "gateway_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE gateway_exchange ADD CONSTRAINT gateway_exchange_result CHECK (result IN ('answered', 'unreachable', 'unauthorised'));
ALTER TABLE gateway_breaker
  ADD CONSTRAINT gateway_breaker_why CHECK (why IN ('unreachable', 'often_unreachable', 'unauthorised', 'unknown_rate')),
  -- What is open has a reason, and a time at which the gateway is asked whether it is back.
  ADD CONSTRAINT gateway_breaker_comes_back CHECK (opened_at IS NULL OR (why IS NOT NULL AND probe_at IS NOT NULL));

-- New sends: nobody paused them, and the breaker is closed.
CREATE FUNCTION account_sends(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM gateway_account WHERE id = account AND paused_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM gateway_breaker WHERE gateway_account_id = account AND opened_at IS NOT NULL)
$$;

-- Questions: only a gateway that does not answer is left alone; too many unknown ends are no reason not to ask.
CREATE FUNCTION account_asks(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM gateway_breaker WHERE gateway_account_id = account AND opened_at IS NOT NULL AND why <> 'unknown_rate')
$$;

-- Pages say at once that a breaker opened or closed, and workers look again.
CREATE TRIGGER hint_breaker_new AFTER INSERT ON gateway_breaker FOR EACH ROW EXECUTE FUNCTION hint_account();
CREATE TRIGGER hint_breaker_changed AFTER UPDATE OF opened_at ON gateway_breaker FOR EACH ROW
  WHEN (NEW.opened_at IS DISTINCT FROM OLD.opened_at) EXECUTE FUNCTION hint_account();

-- Due for a minute, and nobody took it although somebody should have (D12). A gateway that does not answer is asked
-- by its breaker alone; while that does its work, what waits for it is not forgotten.
CREATE FUNCTION refunds_unclaimed() RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  SELECT r.id FROM refund r WHERE r.next_run_at < now() - interval '60 s' AND (r.lease_until IS NULL OR r.lease_until < now() - interval '60 s')
    AND ((r.state IN ('submitting', 'processing', 'unknown', 'needs_review')
        AND NOT EXISTS (SELECT 1 FROM gateway_breaker b WHERE b.gateway_account_id = r.gateway_account_id AND b.opened_at IS NOT NULL
          AND b.why <> 'unknown_rate' AND b.probe_at > now() - interval '60 s'))
      OR (r.state = 'queued' AND account_sends(r.gateway_account_id)
        AND NOT EXISTS (SELECT 1 FROM refund other WHERE r.exclusive AND other.payment_id = r.payment_id AND other.exclusive
          AND other.state IN ('submitting', 'processing', 'unknown', 'needs_review'))))
$$;
