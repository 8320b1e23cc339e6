-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "data_deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "exporting_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "push" ADD COLUMN     "shop_id" UUID;

-- CreateTable
CREATE TABLE "data_deletion" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "before" TIMESTAMPTZ(3) NOT NULL,
    "deleted" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_deletion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "data_deletion_shop_id_created_at_idx" ON "data_deletion"("shop_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "data_deletion" ADD CONSTRAINT "data_deletion_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema cannot say.

-- One deletion at a time for each shop.
CREATE UNIQUE INDEX "data_deletion_running_idx" ON "data_deletion"("shop_id") WHERE "ended_at" IS NULL;

-- Changes of the shop's settings, the newest first.
CREATE INDEX "audit_entry_shop_wide_idx" ON "audit_entry"("shop_id", "created_at" DESC, "id" DESC) WHERE "shipment_id" IS NULL;

-- Pushes that one shop alone follows, by age: a shop may keep them for less than the operator does.
CREATE INDEX "push_shop_idx" ON "push"("shop_id", "received_at") WHERE "shop_id" IS NOT NULL;
