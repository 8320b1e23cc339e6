-- How old the oldest change is that the kept figures do not show.
ALTER TABLE "stale_day" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- They are taken shop by shop, the oldest first.
DROP INDEX "stale_day_shop_id_idx";
CREATE INDEX "stale_day_shop_id_id_idx" ON "stale_day"("shop_id", "id");

-- The shop's days begin at another hour now: each that is kept, and those that its parcels may move to. Between two
-- zones lies up to a day and two hours.
CREATE FUNCTION recount_days_of_shop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stale_day (shop_id, measure, at)
    SELECT DISTINCT NEW.id, measure, (day + neighbour + time '12:00') AT TIME ZONE 'UTC'
    FROM (SELECT 'shipped' AS measure, day FROM shipped_day WHERE shop_id = NEW.id
      UNION SELECT 'delivered', day FROM delivered_day WHERE shop_id = NEW.id) AS kept,
      generate_series(-2, 2) AS neighbour;
  RETURN NULL;
END $$;

CREATE TRIGGER shop_time_zone AFTER UPDATE OF time_zone ON shop
  FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION recount_days_of_shop();
