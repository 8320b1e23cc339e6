-- CreateTable
CREATE TABLE "look_up_slot" (
    "key" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "look_up_slot_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "look_up_slot_next_at_idx" ON "look_up_slot"("next_at");
