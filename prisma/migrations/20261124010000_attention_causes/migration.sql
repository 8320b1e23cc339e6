-- Why parcels need a merchant: counted by cause, the newest of each, and those that stood still until the shop gave
-- them more days.
CREATE INDEX "shipment_cause_idx" ON "shipment"("shop_id", "attention", "moved_at" DESC, "id" DESC)
  WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
