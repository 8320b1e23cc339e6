-- CreateEnum
CREATE TYPE "fulfillment_origin" AS ENUM ('live', 'gap', 'backfill');

-- CreateEnum
CREATE TYPE "publication_state" AS ENUM ('planned', 'sending', 'sent', 'skipped', 'failed');

-- CreateEnum
CREATE TYPE "backfill_state" AS ENUM ('counting', 'ready', 'running', 'paused', 'done', 'cancelled', 'failed');

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "reconciled_at" TIMESTAMPTZ(3),
ADD COLUMN     "reconciled_until" TIMESTAMPTZ(3),
ADD COLUMN     "write_back" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "fulfillment" ADD COLUMN     "origin" "fulfillment_origin" NOT NULL DEFAULT 'live';

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "candidates" JSONB,
ADD COLUMN     "company_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "refused_carriers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "tracking" ADD COLUMN     "poll_until" TIMESTAMPTZ(3),
ADD COLUMN     "quota_month" DATE,
ADD COLUMN     "restarted" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "quota_usage" (
    "account_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quota_usage_pkey" PRIMARY KEY ("account_id","shop_id","month")
);

-- CreateTable
CREATE TABLE "carrier_mapping" (
    "shop_id" UUID NOT NULL,
    "company_key" TEXT NOT NULL,
    "company" TEXT NOT NULL,
    "carrier_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_mapping_pkey" PRIMARY KEY ("shop_id","company_key")
);

-- CreateTable
CREATE TABLE "detected_carrier" (
    "carrier_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "detected_carrier_pkey" PRIMARY KEY ("carrier_id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "fulfillment_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "shipment_status" NOT NULL,
    "event" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(0) NOT NULL,
    "state" "publication_state" NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfill" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "state" "backfill_state" NOT NULL DEFAULT 'counting',
    "days" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cursor" TEXT,
    "source" TEXT,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "parcels" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfill_item" (
    "backfill_id" UUID NOT NULL,
    "gid" TEXT NOT NULL,
    "parcels" INTEGER NOT NULL,
    "snapshot" JSONB NOT NULL,

    CONSTRAINT "backfill_item_pkey" PRIMARY KEY ("backfill_id","gid")
);

-- CreateIndex
CREATE UNIQUE INDEX "publication_fulfillment_id_version_key" ON "publication"("fulfillment_id", "version");

-- CreateIndex
CREATE INDEX "backfill_shop_id_created_at_idx" ON "backfill"("shop_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "quota_usage" ADD CONSTRAINT "quota_usage_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "keydelivery_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota_usage" ADD CONSTRAINT "quota_usage_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carrier_mapping" ADD CONSTRAINT "carrier_mapping_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_fulfillment_id_fkey" FOREIGN KEY ("fulfillment_id") REFERENCES "fulfillment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfill" ADD CONSTRAINT "backfill_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfill_item" ADD CONSTRAINT "backfill_item_backfill_id_fkey" FOREIGN KEY ("backfill_id") REFERENCES "backfill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema cannot say.

-- One import at a time for each shop.
CREATE UNIQUE INDEX "backfill_active_idx" ON "backfill"("shop_id") WHERE "state" IN ('counting', 'ready', 'running', 'paused');

-- What is to be told to Shopify.
CREATE INDEX "publication_open_idx" ON "publication"("shop_id", "created_at") WHERE "state" IN ('planned', 'sending');

-- Shipments that wait for a carrier, by company; for an account; those that detection is still asked for.
CREATE INDEX "shipment_held_idx" ON "shipment"("shop_id", "company_key", "id") WHERE "ended_at" IS NULL AND "hold" IN ('needs_carrier', 'detecting');
CREATE INDEX "shipment_unlinked_idx" ON "shipment"("shop_id", "id") WHERE "ended_at" IS NULL AND "hold" = 'none' AND "tracking_id" IS NULL;
CREATE INDEX "shipment_detecting_idx" ON "shipment"("updated_at") WHERE "ended_at" IS NULL AND "hold" = 'detecting';

-- What a person, or a new month, sets free.
CREATE INDEX "tracking_unregistered_idx" ON "tracking"("shop_id", "id") WHERE "registration" IN ('waiting', 'failed', 'dormant', 'over_quota');
CREATE INDEX "tracking_over_quota_idx" ON "tracking"("account_id", "shop_id", "created_at") WHERE "registration" = 'over_quota';
