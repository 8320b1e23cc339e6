-- When Shopify told the state of a fulfillment that is kept: of changes within one second, the one told last.
ALTER TABLE "fulfillment" ADD COLUMN     "told_at" TIMESTAMPTZ(3);
