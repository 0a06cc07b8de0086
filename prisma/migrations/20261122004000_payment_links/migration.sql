-- CreateTable
CREATE TABLE "payment_link" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "gateway_account_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "merchant_transaction_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "way" TEXT NOT NULL,
    "methods" TEXT[],
    "url" TEXT NOT NULL,
    "transfer" JSONB,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "why" TEXT,
    "reported_at" TIMESTAMPTZ(3),
    "gateway_transaction_ref" TEXT,
    "asks" INTEGER NOT NULL DEFAULT 0,
    "next_ask_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_link_merchant_transaction_id_key" ON "payment_link"("merchant_transaction_id");

-- CreateIndex
CREATE INDEX "payment_link_order_id_idx" ON "payment_link"("order_id");

-- AddForeignKey
ALTER TABLE "payment_link" ADD CONSTRAINT "payment_link_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "sales_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_link" ADD CONSTRAINT "payment_link_gateway_account_id_fkey" FOREIGN KEY ("gateway_account_id") REFERENCES "gateway_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE payment_link
  ADD CONSTRAINT payment_link_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT payment_link_way CHECK (way IN ('POST', 'GET')),
  ADD CONSTRAINT payment_link_state CHECK (state IN ('open', 'paid', 'failed', 'expired', 'differs')),
  ADD CONSTRAINT payment_link_transaction_format CHECK (merchant_transaction_id ~ '^[A-Za-z0-9_-]{1,36}$'),
  -- While somebody may still pay, the gateway will be asked again.
  ADD CONSTRAINT payment_link_never_abandoned CHECK (state <> 'open' OR next_ask_at IS NOT NULL);
CREATE INDEX payment_link_due ON payment_link (next_ask_at) WHERE next_ask_at IS NOT NULL;

-- What was asked for never changes, and what is paid stays paid.
CREATE FUNCTION guard_payment_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.order_id, NEW.gateway_account_id, NEW.gateway, NEW.merchant_transaction_id, NEW.amount_minor, NEW.currency, NEW.url)
     IS DISTINCT FROM (OLD.id, OLD.order_id, OLD.gateway_account_id, OLD.gateway, OLD.merchant_transaction_id, OLD.amount_minor, OLD.currency, OLD.url) THEN
    RAISE EXCEPTION 'what payment link % asks for cannot be changed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'paid' AND (NEW.state, NEW.gateway_transaction_ref) IS DISTINCT FROM (OLD.state, OLD.gateway_transaction_ref) THEN
    RAISE EXCEPTION 'payment link % is paid', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payment_link BEFORE UPDATE ON payment_link FOR EACH ROW EXECUTE FUNCTION guard_payment_link();
CREATE TRIGGER payment_link_never_deleted BEFORE DELETE ON payment_link FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An order whose link was paid has a new payment: whoever looks at it reads it again.
CREATE FUNCTION hint_payment_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refund_desk', json_build_object('topic', 'payment', 'orderId', NEW.order_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER hint_payment_link_changed AFTER UPDATE ON payment_link FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.reported_at IS DISTINCT FROM NEW.reported_at)
  EXECUTE FUNCTION hint_payment_link();
