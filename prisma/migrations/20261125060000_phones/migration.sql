-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "phones_withheld" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "tracking" ADD COLUMN     "phone_tries" SMALLINT NOT NULL DEFAULT 0;
