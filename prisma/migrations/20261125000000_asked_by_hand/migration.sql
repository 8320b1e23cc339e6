-- AlterTable
ALTER TABLE "tracking" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "asked_by" UUID,
ADD COLUMN     "asked_outcome" TEXT,
ADD COLUMN     "new_scans" INTEGER;

-- How often a shop asked of late.
CREATE INDEX "tracking_asked_idx" ON "tracking"("asked_by", "asked_at") WHERE "asked_at" IS NOT NULL;
