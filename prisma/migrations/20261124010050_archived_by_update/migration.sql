-- Archived parcels, the last that moved first.
CREATE INDEX "shipment_archived_moved_idx" ON "shipment"("shop_id", "moved_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
