-- What a merchant asked KeyDelivery for by hand: a row each time, so that an hour's are counted, whichever parcels.

-- DropIndex
DROP INDEX "tracking_asked_idx";

-- AlterTable
ALTER TABLE "tracking" DROP COLUMN "asked_at",
DROP COLUMN "asked_by",
DROP COLUMN "asked_outcome",
DROP COLUMN "new_scans";

-- CreateTable
CREATE TABLE "refresh" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "tracking_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "new_scans" INTEGER NOT NULL DEFAULT 0,
    "answer_code" TEXT,

    CONSTRAINT "refresh_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refresh_shop_id_asked_at_idx" ON "refresh"("shop_id", "asked_at");

-- CreateIndex
CREATE INDEX "refresh_tracking_id_shop_id_asked_at_idx" ON "refresh"("tracking_id", "shop_id", "asked_at" DESC);

-- AddForeignKey
ALTER TABLE "refresh" ADD CONSTRAINT "refresh_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh" ADD CONSTRAINT "refresh_tracking_id_fkey" FOREIGN KEY ("tracking_id") REFERENCES "tracking"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A shop asks for a tracking once at a time.
CREATE UNIQUE INDEX "refresh_open_key" ON "refresh"("tracking_id", "shop_id") WHERE "settled_at" IS NULL;
