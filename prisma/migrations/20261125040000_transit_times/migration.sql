-- How long a shop's parcels took in the last half year, by carrier and area: what an expected delivery is read from.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "transit_kept_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "transit_time" (
    "shop_id" UUID NOT NULL,
    "carrier_id" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "half_days" SMALLINT NOT NULL,
    "parcels" INTEGER NOT NULL,

    CONSTRAINT "transit_time_pkey" PRIMARY KEY ("shop_id","carrier_id","area","half_days")
);

-- AddForeignKey
ALTER TABLE "transit_time" ADD CONSTRAINT "transit_time_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
