-- CreateTable
CREATE TABLE "company" (
    "shop_id" UUID NOT NULL,
    "company_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "company_pkey" PRIMARY KEY ("shop_id","company_key")
);

-- AddForeignKey
ALTER TABLE "company" ADD CONSTRAINT "company_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's schema cannot say.

-- A company that is known locks nothing: thousands of parcels of one company are written side by side. Another way of
-- writing it is taken over once a day, so that two ways do not take turns.
CREATE FUNCTION note_company() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text := COALESCE(
  (SELECT NULLIF(tracking_company, '') FROM fulfillment WHERE id = NEW.fulfillment_id), NEW.company_key);
BEGIN
  INSERT INTO company (shop_id, company_key, name) VALUES (NEW.shop_id, NEW.company_key, told) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    UPDATE company SET name = told, named_at = CURRENT_TIMESTAMP
      WHERE shop_id = NEW.shop_id AND company_key = NEW.company_key
        AND name <> told AND named_at < CURRENT_TIMESTAMP - interval '1 day';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER shipment_company_insert AFTER INSERT ON shipment
  FOR EACH ROW WHEN (NEW.company_key <> '') EXECUTE FUNCTION note_company();
CREATE TRIGGER shipment_company_update AFTER UPDATE OF company_key ON shipment
  FOR EACH ROW WHEN (NEW.company_key <> '' AND NEW.company_key <> OLD.company_key) EXECUTE FUNCTION note_company();

-- What is there already, by its newest parcel.
INSERT INTO company (shop_id, company_key, name)
  SELECT DISTINCT ON (shipment.shop_id, company_key) shipment.shop_id, company_key,
    COALESCE(NULLIF(tracking_company, ''), company_key)
  FROM shipment JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
  WHERE company_key <> ''
  ORDER BY shipment.shop_id, company_key, shipped_at DESC;

-- Parcels that tell of a wrong carrier, counted for each company.
CREATE INDEX "shipment_misfit_idx" ON "shipment"("shop_id", "company_key", "id") INCLUDE ("state", "attention")
  WHERE "archived_at" IS NULL AND ("state" IN ('needs_carrier', 'failed') OR "attention" = 'silent');
