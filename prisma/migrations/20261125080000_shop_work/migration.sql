-- CreateTable
CREATE TABLE "shop_work" (
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "company_key" TEXT NOT NULL DEFAULT '',
    "run" UUID NOT NULL,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shop_work_pkey" PRIMARY KEY ("shop_id","kind","company_key")
);

-- CreateIndex
CREATE INDEX "shop_work_updated_at_idx" ON "shop_work"("updated_at");

-- AddForeignKey
ALTER TABLE "shop_work" ADD CONSTRAINT "shop_work_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
