-- CreateTable
CREATE TABLE "bulk_action" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "carrier_id" TEXT,
    "actor" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "has_more" BOOLEAN NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "reasons" JSONB NOT NULL DEFAULT '{}',
    "cursor" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_action_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bulk_action_shop_id_asked_at_idx" ON "bulk_action"("shop_id", "asked_at" DESC);

-- AddForeignKey
ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema cannot say.

-- One at a time for each shop; those under way, for the sweep.
CREATE UNIQUE INDEX "bulk_action_running_idx" ON "bulk_action"("shop_id") WHERE "state" = 'running';
