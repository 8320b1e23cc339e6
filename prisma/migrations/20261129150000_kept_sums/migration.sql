-- What pages show of a shop's kept days, summed up. days_counted: how often the shop's days were counted anew, so that
-- sums of before are told from those of after.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "days_counted" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "kept_sums" (
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "sums" JSONB NOT NULL,
    "days_counted" INTEGER NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_sums_pkey" PRIMARY KEY ("shop_id","kind","from_day","to_day")
);

-- CreateIndex
CREATE INDEX "kept_sums_asked_at_idx" ON "kept_sums"("asked_at");

-- AddForeignKey
ALTER TABLE "kept_sums" ADD CONSTRAINT "kept_sums_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
