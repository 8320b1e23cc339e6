-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "contact_look_up" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "contacts_withheld" SMALLINT NOT NULL DEFAULT 0;
