-- The indexes that lists are read by hold what the lists' other filters test: where few parcels pass, the table is read for
-- those alone, not for all that are looked at. A large installation makes them beforehand (docs/operations.md).
CREATE INDEX IF NOT EXISTS "shipment_live_list_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id", "destination_code") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_moved_list_idx" ON "shipment"("shop_id", "moved_at" DESC, "id" DESC)
  INCLUDE ("shipped_at", "state", "attention", "carrier_id", "destination_code") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_state_list_idx" ON "shipment"("shop_id", "state", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "attention", "carrier_id", "destination_code") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_carrier_list_idx" ON "shipment"("shop_id", "carrier_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "destination_code") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_destination_list_idx" ON "shipment"("shop_id", "destination_code", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_attention_list_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id", "destination_code")
  WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "shipment_cause_list_idx" ON "shipment"("shop_id", "attention", "moved_at" DESC, "id" DESC)
  INCLUDE ("shipped_at", "state", "carrier_id", "destination_code")
  WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
DROP INDEX IF EXISTS "shipment_live_idx", "shipment_moved_idx", "shipment_state_idx", "shipment_carrier_idx",
  "shipment_destination_idx", "shipment_attention_idx", "shipment_cause_idx";
