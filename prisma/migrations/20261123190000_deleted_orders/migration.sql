-- CreateTable
CREATE TABLE "deleted_order" (
    "shop_id" UUID NOT NULL,
    "order_gid" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deleted_order_pkey" PRIMARY KEY ("shop_id","order_gid")
);

-- CreateIndex
CREATE INDEX "deleted_order_deleted_at_idx" ON "deleted_order"("deleted_at");

-- AddForeignKey
ALTER TABLE "deleted_order" ADD CONSTRAINT "deleted_order_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
