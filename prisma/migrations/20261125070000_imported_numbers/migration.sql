-- The company that a merchant's file named with the number, '' for none; null: Shopify lists the number.
ALTER TABLE "shipment" ADD COLUMN "imported_company" TEXT;

-- Below: what Prisma's schema cannot say.

-- The company that is told of a parcel is the file's, where a file brought it.
CREATE OR REPLACE FUNCTION note_company() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text := COALESCE(NULLIF(NEW.imported_company, ''),
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
