-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "exporting_by" UUID;

-- AlterTable
ALTER TABLE "data_deletion" ADD COLUMN     "stopped" BOOLEAN NOT NULL DEFAULT false;
