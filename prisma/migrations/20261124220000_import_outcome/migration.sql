-- Which import brought a parcel, so that it can be told what became of its parcels.

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "backfill_id" UUID;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_backfill_id_fkey" FOREIGN KEY ("backfill_id") REFERENCES "backfill"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX "shipment_backfill_idx" ON "shipment"("backfill_id", "state") WHERE "backfill_id" IS NOT NULL;
