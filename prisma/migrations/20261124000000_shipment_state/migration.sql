-- What a merchant reads about a parcel, kept on its row, so that every list, filter and count is served by an index.
-- Triggers keep it: no writer of a shipment or tracking can forget to.

CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "automation" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "onboarding" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "phone_sharing" TEXT NOT NULL DEFAULT 'never',
ADD COLUMN     "promise_days" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "retention_days" INTEGER,
ADD COLUMN     "stalled_days" INTEGER NOT NULL DEFAULT 7;

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "attention" TEXT,
ADD COLUMN     "delivered_at" TIMESTAMPTZ(3),
ADD COLUMN     "destination_code" TEXT,
ADD COLUMN     "had_exception" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "had_failed_attempt" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "last_event_time" TEXT,
ADD COLUMN     "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'waiting_for_account';

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stale_day" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stale_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipped_day" (
    "shop_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "carrier_id" TEXT NOT NULL,
    "company_key" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "shipped" INTEGER NOT NULL,
    "registered" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "exceptions" INTEGER NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,
    "expired" INTEGER NOT NULL,

    CONSTRAINT "shipped_day_pkey" PRIMARY KEY ("shop_id","day","carrier_id","company_key","country")
);

-- CreateTable
CREATE TABLE "delivered_day" (
    "shop_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "carrier_id" TEXT NOT NULL,
    "company_key" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "half_days" SMALLINT NOT NULL,
    "parcels" INTEGER NOT NULL,

    CONSTRAINT "delivered_day_pkey" PRIMARY KEY ("shop_id","day","carrier_id","company_key","country","half_days")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_shop_id_name_key" ON "saved_view"("shop_id", "name");

-- CreateIndex
CREATE INDEX "stale_day_shop_id_idx" ON "stale_day"("shop_id");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stale_day" ADD CONSTRAINT "stale_day_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipped_day" ADD CONSTRAINT "shipped_day_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivered_day" ADD CONSTRAINT "delivered_day_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- As shownStateOf in app/features/shipments/shown-state.ts, but for what only time or the account's state tells.
CREATE FUNCTION shipment_state(ended_at timestamptz, hold shipment_hold, registration registration, status shipment_status)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN ended_at IS NOT NULL THEN 'ended'
    WHEN hold <> 'none' THEN hold::text
    WHEN registration IS NULL THEN 'waiting_for_account'
    WHEN registration IN ('waiting', 'registering') THEN 'waiting'
    WHEN registration = 'registered' THEN status::text
    ELSE registration::text
  END
$$;

-- Why a merchant should look at a parcel in this state. "silent" and "stalled" come with time: mark-quiet.server.ts.
CREATE FUNCTION state_attention(state text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN state IN ('needs_carrier', 'failed', 'over_quota', 'waiting_for_account', 'exception',
    'attempt_failed', 'returning', 'expired') THEN state END
$$;

-- As happenedAtOf in app/features/publishing/happened-at.ts: a carrier's local time counts only where it is far from now.
-- NULL for a text that is no time.
CREATE FUNCTION happened_at(local_time text, moment timestamptz) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE told timestamptz;
BEGIN
  IF local_time IS NULL OR local_time = '' THEN RETURN NULL; END IF;
  told := local_time::timestamp AT TIME ZONE 'UTC';
  RETURN CASE WHEN told < moment - interval '36 hours' THEN told ELSE moment END;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

CREATE FUNCTION derive_shipment_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  told_registration registration;
  told_status shipment_status;
  told_time text;
  moved boolean;
BEGIN
  NEW.last_event_time := NULL;
  IF NEW.tracking_id IS NOT NULL THEN
    SELECT registration, status, status_time, last_event_time
      INTO told_registration, told_status, told_time, NEW.last_event_time
      FROM tracking WHERE id = NEW.tracking_id;
  END IF;
  NEW.state := shipment_state(NEW.ended_at, NEW.hold, told_registration, told_status);
  NEW.had_exception := NEW.had_exception OR NEW.state = 'exception';
  NEW.had_failed_attempt := NEW.had_failed_attempt OR NEW.state = 'attempt_failed';
  NEW.delivered_at := CASE
    WHEN NEW.state <> 'delivered' THEN NULL
    WHEN NEW.delivered_at IS NOT NULL AND NEW.last_event_time IS NOT DISTINCT FROM OLD.last_event_time
      THEN NEW.delivered_at
    ELSE GREATEST(COALESCE(happened_at(told_time, moment), moment), NEW.shipped_at) END;
  IF TG_OP = 'INSERT' THEN
    moved := true;
  ELSE
    moved := NEW.state <> OLD.state OR NEW.last_event_time IS DISTINCT FROM OLD.last_event_time;
  END IF;
  IF moved THEN
    NEW.moved_at := COALESCE(happened_at(NEW.last_event_time, moment), moment);
    NEW.attention := state_attention(NEW.state);
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO stale_day (shop_id, measure, at) VALUES (NEW.shop_id, 'shipped', NEW.shipped_at);
  ELSIF (NEW.state, NEW.carrier_id, NEW.company_key, NEW.destination_code, NEW.delivered_at)
    IS DISTINCT FROM (OLD.state, OLD.carrier_id, OLD.company_key, OLD.destination_code, OLD.delivered_at) THEN
    INSERT INTO stale_day (shop_id, measure, at)
      SELECT NEW.shop_id, measure, at FROM (VALUES ('shipped', NEW.shipped_at),
        ('delivered', OLD.delivered_at), ('delivered', NEW.delivered_at)) AS day(measure, at)
      WHERE at IS NOT NULL;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.delivered_at IS NOT NULL THEN
    INSERT INTO stale_day (shop_id, measure, at) VALUES (NEW.shop_id, 'delivered', NEW.delivered_at);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER shipment_state_insert BEFORE INSERT ON shipment
  FOR EACH ROW EXECUTE FUNCTION derive_shipment_state();
CREATE TRIGGER shipment_state_update
  BEFORE UPDATE OF tracking_id, hold, ended_at, carrier_id, company_key, destination_code ON shipment
  FOR EACH ROW EXECUTE FUNCTION derive_shipment_state();

CREATE FUNCTION derive_states_of_tracking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Naming the column is what fires the trigger above.
  UPDATE shipment SET tracking_id = tracking_id WHERE tracking_id = NEW.id;
  RETURN NULL;
END $$;

-- Between waiting and registering nothing changes for a merchant.
CREATE TRIGGER tracking_state_update AFTER UPDATE OF registration, status, status_time, last_event_time ON tracking
  FOR EACH ROW WHEN (
    shipment_state(NULL, 'none', OLD.registration, OLD.status)
      IS DISTINCT FROM shipment_state(NULL, 'none', NEW.registration, NEW.status)
    OR OLD.last_event_time IS DISTINCT FROM NEW.last_event_time
    OR OLD.status_time IS DISTINCT FROM NEW.status_time)
  EXECUTE FUNCTION derive_states_of_tracking();

-- What is there already.
UPDATE shipment SET tracking_id = tracking_id;

-- The lists, newest first, by each filter; archived parcels have a list of their own.
CREATE INDEX "shipment_live_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "shipment_archived_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC) WHERE "archived_at" IS NOT NULL;
CREATE INDEX "shipment_state_idx" ON "shipment"("shop_id", "state", "shipped_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "shipment_attention_idx" ON "shipment"("shop_id", "shipped_at" DESC, "id" DESC)
  INCLUDE ("attention") WHERE "archived_at" IS NULL AND "attention" IS NOT NULL;
CREATE INDEX "shipment_carrier_idx" ON "shipment"("shop_id", "carrier_id", "shipped_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "shipment_destination_idx" ON "shipment"("shop_id", "destination_code", "shipped_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "shipment_shop_id_company_key_shipped_at_id_idx" ON "shipment"("shop_id", "company_key", "shipped_at" DESC, "id" DESC);
CREATE INDEX "shipment_moved_idx" ON "shipment"("shop_id", "moved_at" DESC, "id" DESC) WHERE "archived_at" IS NULL;
CREATE INDEX "shipment_delivered_idx" ON "shipment"("shop_id", "delivered_at" DESC) WHERE "delivered_at" IS NOT NULL;

-- Parcels that should move: looked through for those that stopped.
CREATE INDEX "shipment_moving_idx" ON "shipment"("shop_id", "moved_at") WHERE "attention" IS NULL AND "archived_at" IS NULL
  AND "state" IN ('pending', 'info_received', 'accepted', 'in_transit', 'customs', 'out_for_delivery', 'ready_for_pickup',
    'delayed', 'unknown');

-- A part of a tracking number.
CREATE INDEX "shipment_number_part_idx" ON "shipment" USING gin ("shop_id", "number" gin_trgm_ops) WHERE "number" <> '';
