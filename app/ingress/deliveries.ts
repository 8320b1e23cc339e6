import { processDelivery } from "#app/jobs/definitions.ts";
import { byteaArray, textArray, timestamptzArray } from "./array-values.ts";

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
      (dedupe_key, shop_domain, topic, webhook_id, event_id, triggered_at, received_at, body)
    SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
      $7::timestamptz[], $8::bytea[])
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id`,
  valuesOf: (rows: DeliveryRow[]) => [
    byteaArray(rows.map((row) => row.dedupeKey)),
    textArray(rows.map((row) => row.shopDomain)),
    textArray(rows.map((row) => row.topic)),
    textArray(rows.map((row) => row.webhookId)),
    textArray(rows.map((row) => row.eventId)),
    timestamptzArray(rows.map((row) => row.triggeredAt)),
    timestamptzArray(rows.map((row) => row.receivedAt)),
    byteaArray(rows.map((row) => row.body)),
  ],
};
