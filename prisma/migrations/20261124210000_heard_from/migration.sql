-- When a shop was last told something by Shopify and by KeyDelivery.

-- DropIndex
DROP INDEX "webhook_delivery_shop_domain_topic_idx";

-- CreateIndex
CREATE INDEX "webhook_delivery_shop_domain_received_at_idx" ON "webhook_delivery"("shop_domain", "received_at");

CREATE INDEX "tracking_pushed_idx" ON "tracking"("shop_id", "last_push_at") WHERE "last_push_at" IS NOT NULL;
