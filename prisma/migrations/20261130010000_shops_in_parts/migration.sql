-- A shop is emptied in batches: its trackings by their ids, and its row goes without a look through what all shops told.
CREATE INDEX IF NOT EXISTS "tracking_shop_id_id_idx" ON "tracking"("shop_id", "id");
CREATE INDEX IF NOT EXISTS "publication_shop_id_idx" ON "publication"("shop_id");
DROP INDEX IF EXISTS "tracking_shop_id_idx";
