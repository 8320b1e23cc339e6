-- Since when a shop that left or came back has parcels to be stopped or taken up, so that a job that failed for good is found.
ALTER TABLE "shop" ADD COLUMN     "unsettled_since" TIMESTAMPTZ(3);
CREATE INDEX "shop_unsettled_idx" ON "shop"("unsettled_since") WHERE "unsettled_since" IS NOT NULL;
