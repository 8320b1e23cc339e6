-- The indexes that lists are read by hold what a search inside of numbers tests as well, and those of the archive what filters
-- test; home's, what it tells of causes. A large installation makes them beforehand (docs/operations.md).
CREATE INDEX IF NOT EXISTS "shipment_live_covering_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id", "destination_code", "number", "order_key") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_moved_covering_idx" ON "shipment"("shop_id", "moved_at" DESC, "id" DESC)
  INCLUDE ("shipped_at", "state", "attention", "carrier_id", "destination_code", "number", "order_key") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_state_covering_idx" ON "shipment"("shop_id", "state", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "attention", "carrier_id", "destination_code", "number", "order_key") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_carrier_covering_idx" ON "shipment"("shop_id", "carrier_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "destination_code", "number", "order_key") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_destination_covering_idx" ON "shipment"("shop_id", "destination_code", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id", "number", "order_key") WHERE "archived_at" IS NULL;
CREATE INDEX IF NOT EXISTS "shipment_attention_covering_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "attention", "carrier_id", "destination_code", "number", "order_key")
  WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "shipment_cause_covering_idx" ON "shipment"("shop_id", "attention", "moved_at" DESC, "id" DESC)
  INCLUDE ("shipped_at", "state", "carrier_id", "destination_code", "number", "order_key", "company_key")
  WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "shipment_archived_covering_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("moved_at", "state", "carrier_id", "destination_code", "number", "order_key") WHERE "archived_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "shipment_archived_moved_covering_idx" ON "shipment"("shop_id", "moved_at" DESC, "id" DESC)
  INCLUDE ("shipped_at", "state", "carrier_id", "destination_code", "number", "order_key") WHERE "archived_at" IS NOT NULL;
DROP INDEX IF EXISTS "shipment_live_list_idx", "shipment_moved_list_idx", "shipment_state_list_idx", "shipment_carrier_list_idx",
  "shipment_destination_list_idx", "shipment_attention_list_idx", "shipment_cause_list_idx", "shipment_archived_idx",
  "shipment_archived_moved_idx";
-- An index alone serves what a vacuum has been through. By default that waits for a fifth of the table to change, which is all
-- that a shop looks at.
ALTER TABLE "shipment" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02);
