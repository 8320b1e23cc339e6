import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Database } from "#app/db.server.ts";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";
import { insertRows } from "./insert-rows.ts";
import { seededParcel, type Seeding } from "./seeded-parcel.ts";

const audited = 50;

/**
 * Fills an installed shop by SQL with parcels in every state, newest first, and what belongs to them: scans, the audit
 * trail, a rule for a carrier, an import, exports, a saved view, the figures of its days. Answers the ids of its
 * shipments.
 */
export async function seedShop(
  { pool, db }: { pool: Pool; db: Database },
  asked: { domain: string; parcels: number; texts?: Seeding["texts"] },
): Promise<string[]> {
  const { domain, parcels, texts = "plain" } = asked;
  const now = new Date();
  const shopId = await idOf(pool, "SELECT id FROM shop WHERE domain = $1", [
    domain,
  ]);
  const accountId = await accountOf(pool);
  const seeding = { shopId, accountId, parcels, texts, now };
  const rows = Array.from({ length: parcels }, (_, index) =>
    seededParcel(seeding, index),
  );
  const shipments = rows.map(({ shipment }) => shipment);
  await insertRows(
    pool,
    "fulfillment",
    rows.map(({ fulfillment }) => fulfillment),
  );
  await insertRows(
    pool,
    "tracking",
    rows.flatMap(({ tracking }) => tracking ?? []),
  );
  await insertRows(
    pool,
    "tracking_event",
    rows.flatMap(({ events }) => events),
  );
  await insertRows(pool, "shipment", shipments);
  for (const { story, shipment } of rows)
    if (story.at === "quiet")
      await pool.query("UPDATE shipment SET attention = $1 WHERE id = $2", [
        story.attention,
        shipment.id,
      ]);
  const ids = shipments.map(({ id }) => id);
  if (parcels > 0) await seedRest(pool, { shopId, ids, now });
  await pool.query("ANALYZE");
  while (await countStaleDays(db, shopId));
  return ids;
}

async function seedRest(
  pool: Pool,
  { shopId, ids, now }: { shopId: string; ids: string[]; now: Date },
) {
  const count = Math.min(ids.length, audited);
  const times = (make: (index: number) => Record<string, unknown>) =>
    Array.from({ length: count }, (_, index) => ({
      shop_id: shopId,
      created_at: now,
      ...make(index),
    }));
  await insertRows(
    pool,
    "audit_entry",
    times((index) => ({
      id: randomUUID(),
      // The newest parcel has several.
      shipment_id: ids[index < 5 ? 0 : index],
      actor: "staff:1",
      action: "carrier_chosen",
      detail: { carrierId: "ups" },
    })),
  );
  await insertRows(
    pool,
    "carrier_mapping",
    times((index) => ({
      company_key: `velokurier${index}`,
      company: `Velo Kurier ${index}`,
      carrier_id: "gls",
      updated_at: now,
    })),
  );
  await insertRows(
    pool,
    "data_export",
    times((index) => ({
      id: randomUUID(),
      request_id: String(index),
      content: {},
      expires_at: new Date(now.getTime() + 86_400_000),
    })),
  );
  await insertRows(
    pool,
    "saved_view",
    times((index) => ({
      id: randomUUID(),
      name: `My view ${index}`,
      query: "state=in_transit",
    })),
  );
  await insertRows(pool, "backfill", [
    {
      id: randomUUID(),
      shop_id: shopId,
      state: "done",
      days: 30,
      since: now,
      orders: count,
      parcels: count,
      imported: count,
      created_at: now,
      updated_at: now,
      ended_at: now,
    },
  ]);
}

// The operator's, which an app with one in its environment makes at its start.
async function accountOf(pool: Pool) {
  await pool.query(
    `INSERT INTO keydelivery_account (id, api_key_hint, fingerprint, current)
     SELECT $1, '0000', 'seeded', true
     WHERE NOT EXISTS (SELECT FROM keydelivery_account WHERE shop_id IS NULL AND current)`,
    [randomUUID()],
  );
  return idOf(
    pool,
    "SELECT id FROM keydelivery_account WHERE shop_id IS NULL AND current",
  );
}

async function idOf(pool: Pool, statement: string, values: unknown[] = []) {
  const { rows } = await pool.query<{ id: string }>(statement, values);
  if (!rows[0]) throw new Error(`found nothing: ${statement}`);
  return rows[0].id;
}
