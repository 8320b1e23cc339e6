-- CreateTable
CREATE TABLE "kept_quota" (
    "key" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "kept_quota_pkey" PRIMARY KEY ("key", "month")
);
