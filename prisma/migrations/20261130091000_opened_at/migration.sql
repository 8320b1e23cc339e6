-- When Shopify last gave tokens for a shop: an uninstall from before that is of an earlier installation.
ALTER TABLE "shop" ADD COLUMN     "opened_at" TIMESTAMPTZ(3);
