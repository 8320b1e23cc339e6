import { processDelivery } from "#app/jobs/definitions.ts";
import { encodeByteaArray } from "./bytea-array.ts";

export type DeliveryRow = {
  dedupeKey: Buffer;
  shopDomain: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  triggeredAt: Date | null;
  body: Buffer;
  receivedAt: Date;
};

/** How deliveries are stored, with the job that carries each out. */
export const deliveries = {
  job: processDelivery,
  idField: "deliveryId",
  insert: `
    INSERT INTO webhook_delivery
      (dedupe_key, body, shop_domain, topic, webhook_id, event_id, triggered_at, received_at)
    SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::timestamptz[], $8::timestamptz[])
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id`,
  valuesOf: (rows: DeliveryRow[]) => [
    encodeByteaArray(rows.map((row) => row.dedupeKey)),
    encodeByteaArray(rows.map((row) => row.body)),
    rows.map((row) => row.shopDomain),
    rows.map((row) => row.topic),
    rows.map((row) => row.webhookId),
    rows.map((row) => row.eventId),
    rows.map((row) => row.triggeredAt?.toISOString() ?? null),
    rows.map((row) => row.receivedAt.toISOString()),
  ],
};
