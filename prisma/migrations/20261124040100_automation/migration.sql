-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "admitted_by" TEXT,
ADD COLUMN     "register_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "backfill" ADD COLUMN     "left_out" INTEGER NOT NULL DEFAULT 0;

-- What was taken on before there were rules.
UPDATE "shipment" SET "admitted_by" = 'rules' WHERE "hold" NOT IN ('ignored', 'no_number');

-- Below: what Prisma's schema cannot say.

-- Parcels whose order's tags are still to be read.
CREATE INDEX "shipment_checking_idx" ON "shipment"("updated_at") WHERE "ended_at" IS NULL AND "hold" = 'checking_rules';

-- Parcels that the merchant's rules left out, the newest first.
CREATE INDEX "shipment_left_out_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC) WHERE "ended_at" IS NULL AND "hold" = 'ignored';

-- Trackings that are not to be registered yet: out of the way of the drain, which looks at the priorities 0 to 2.
CREATE INDEX "tracking_delayed_idx" ON "tracking"("next_attempt_at") WHERE "registration" = 'waiting' AND "priority" = 3;
