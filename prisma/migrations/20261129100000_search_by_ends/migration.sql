-- The end of a tracking number. Parts inside of numbers have no index: the lists of trigrams that most numbers of a shop
-- share grow with it.
CREATE INDEX IF NOT EXISTS "shipment_number_end_idx" ON "shipment"("shop_id", reverse("number") text_pattern_ops);
DROP INDEX IF EXISTS "shipment_number_part_idx";
