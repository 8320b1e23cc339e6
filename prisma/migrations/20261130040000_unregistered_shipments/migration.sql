-- What another account or a company's carrier can change, whoever asked first for the number, archived or not.
CREATE INDEX IF NOT EXISTS "shipment_unregistered_idx" ON "shipment"("shop_id", "id")
  WHERE "state" IN ('waiting', 'over_quota', 'failed', 'dormant');
