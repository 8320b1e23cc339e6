import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import { listSorts } from "#app/features/shipments/list-query.ts";
import { listShipments } from "#app/features/shipments/list-shipments.server.ts";
import { listViewNames } from "#app/features/shipments/list-views.ts";
import { loadListFrame } from "#app/features/shipments/load-list-frame.server.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { explaining } from "./explain-list.ts";

const database = useTestDatabase();
const now = new Date("2026-11-24T12:00:00Z");
const shops = Array.from({ length: 8 }, () => randomUUID());
const [shopId = ""] = shops;
const bounds = { pageSize: 50, mostLookedAt: 100 };
// Of a shop's 3,000 parcels: the reach of each of at most seven indexes, and the page.
const mostRead = 8 * bounds.mostLookedAt;

const states = [
  "in_transit",
  "in_transit",
  "in_transit",
  "delivered",
  "delivered",
  "delivered",
  "out_for_delivery",
  "failed",
  "exception",
  "waiting",
];

// Once for all tests below: the database is emptied only after the last.
async function seed() {
  const { pool } = database;
  await pool.query("ALTER TABLE shipment DISABLE TRIGGER USER");
  for (const id of shops) {
    await pool.query(
      "INSERT INTO shop (id, domain, installed_at) VALUES ($1::uuid, $1::text, now())",
      [id],
    );
    const fulfillment = randomUUID();
    await pool.query(
      `INSERT INTO fulfillment (id, shop_id, gid, order_gid, order_name, name, shopify_status, shopify_created_at, shopify_updated_at)
       VALUES ($1, $2, 'f', 'o', '#1', '#1.1', 'success', now(), now())`,
      [fulfillment, id],
    );
    await pool.query(
      `INSERT INTO shipment (id, shop_id, fulfillment_id, number, number_raw, order_name, order_key, carrier_id,
         destination_code, state, attention, shipped_at, moved_at, archived_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'TN' || n * 7919 % 100003 || 'X' || n, n::text, '#' || n, n::text,
         (ARRAY['ups', 'usps', 'fedex', 'gls'])[1 + n % 4], (ARRAY['US', 'DE', 'FR', 'JP', 'CA'])[1 + n % 5],
         ($3::text[])[1 + n % 10], CASE WHEN n % 10 = 8 THEN 'exception' WHEN n % 10 = 7 THEN 'failed' END,
         $4::timestamptz - n * interval '37 minutes', $4::timestamptz - (n * 7919 % 3001) * interval '31 minutes',
         CASE WHEN n % 6 = 0 THEN now() END, now()
       FROM generate_series(1, 3000) AS n`,
      [id, fulfillment, states, now],
    );
  }
  await pool.query("ALTER TABLE shipment ENABLE TRIGGER USER");
  await pool.query("VACUUM ANALYZE shipment");
}

const filters = [
  "",
  "status=exception,delivered",
  "carrier=ups",
  "carrier=ups,fedex",
  "country=DE,FR",
  "registration=failed,waiting",
  "from=30d",
  "from=2026-10-01&to=2026-10-20",
  "carrier=ups&country=DE",
  "status=delivered&carrier=ups,usps&country=US,CA&from=90d",
  "q=TN79",
  "q=0003X",
  "q=12&carrier=gls",
  "q=TN&status=in_transit",
  "q=NOTTHERE",
];
const asked = listViewNames.flatMap((view) =>
  filters.flatMap((filter) =>
    listSorts
      .filter((sort) => filter === "" || sort.endsWith("desc"))
      .map((sort) => `view=${view}&sort=${sort}&${filter}`),
  ),
);

describe("the list reads its parcels by indexes", () => {
  it(
    "for every view, filter and order, and of them a number that is bounded",
    { timeout: 120_000 },
    async () => {
      await seed();
      const wrong: string[] = [];
      for (const one of asked) {
        const query = readListQuery(new URLSearchParams(one));
        const conditions = conditionsOf(
          query,
          { id: shopId, timeZone: "UTC" },
          now,
        );
        const { db, readings } = explaining(database.db, database.pool);
        const first = await listShipments(db, {
          conditions,
          bounds,
          cursor: null,
        });
        const cursor = readCursor(first.older, query.sort);
        if (cursor) await listShipments(db, { conditions, bounds, cursor });
        expect(readings.length).toBeLessThanOrEqual(4);
        for (const { isSequential, rows, text } of readings)
          if (isSequential || rows > mostRead)
            wrong.push(
              `${one}: ${isSequential ? "sequential, " : ""}${rows} rows: ${text}`,
            );
      }
      expect(wrong).toEqual([]);
      const { db, readings } = explaining(database.db, database.pool);
      const frame = await loadListFrame(db, shopId);
      expect(frame.carriers.map(({ id }) => id)).toEqual([
        "fedex",
        "gls",
        "ups",
        "usps",
      ]);
      expect(frame.countries).toEqual(["CA", "DE", "FR", "JP", "US"]);
      expect(readings).toMatchObject([{ isSequential: false }]);
      // The two counts, and a few of each carrier and country.
      expect(readings[0]?.rows).toBeLessThan(1_000);
    },
  );
});
