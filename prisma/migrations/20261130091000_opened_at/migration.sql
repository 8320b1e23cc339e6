-- When a page of the app was last opened: an uninstall from before that is of an earlier installation.
ALTER TABLE "shop" ADD COLUMN     "opened_at" TIMESTAMPTZ(3);
