-- A refund is found by the ID that the gateway gave it.
CREATE INDEX "evidence_gateway_ref_idx" ON "evidence"("gateway_ref");
