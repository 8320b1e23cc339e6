-- CreateTable
CREATE TABLE "flow_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "shipment_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "was" TEXT NOT NULL,
    "became" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "flow_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "flow_event_shop_id_created_at_idx" ON "flow_event"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "flow_event_shipment_id_idx" ON "flow_event"("shipment_id");

-- AddForeignKey
ALTER TABLE "flow_event" ADD CONSTRAINT "flow_event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_event" ADD CONSTRAINT "flow_event_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A transition commits with its row, whoever made it. Told of are statuses of a registered parcel, and new reasons to
-- look at one. What an import brings is history: its first status is not told.
CREATE FUNCTION note_for_flow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text := CASE WHEN OLD.state = ANY(enum_range(NULL::shipment_status)::text[]) THEN OLD.state ELSE 'pending' END;
  is_new_status boolean := NEW.state <> was AND NEW.state = ANY(enum_range(NULL::shipment_status)::text[]);
  is_new_reason boolean := NEW.attention IS NOT NULL AND NEW.attention IS DISTINCT FROM OLD.attention
    AND NEW.attention <> 'waiting_for_account';
BEGIN
  IF NOT is_new_status AND NOT is_new_reason THEN RETURN NULL; END IF;
  IF was = 'pending' AND EXISTS (SELECT 1 FROM fulfillment
    WHERE id = NEW.fulfillment_id AND origin NOT IN ('live', 'gap')) THEN RETURN NULL; END IF;
  IF is_new_status THEN
    INSERT INTO flow_event (shop_id, shipment_id, trigger, was, became)
    VALUES (NEW.shop_id, NEW.id, 'status_changed', was, NEW.state);
  END IF;
  IF is_new_reason THEN
    INSERT INTO flow_event (shop_id, shipment_id, trigger, was, became)
    VALUES (NEW.shop_id, NEW.id, 'needs_attention', was, NEW.attention);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER shipment_flow AFTER UPDATE ON shipment
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.attention IS DISTINCT FROM NEW.attention)
  EXECUTE FUNCTION note_for_flow();
