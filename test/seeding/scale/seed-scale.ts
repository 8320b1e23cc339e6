import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { Database } from "#app/db.server.ts";
import { keepTransitTimes } from "#app/features/estimates/keep-transit-times.server.ts";
import { bareTables } from "./bare-tables.ts";
import { checkKept } from "./check-kept.ts";
import { fills, filledTables, keptOfParcels } from "./fill-sql.ts";
import { drawnFrom, drawParcels } from "./parcel-sql.ts";

const parcelsAtOnce = 250_000;

/**
 * Fills a migrated database without parcels with those of two years and everything that pages read of them. Of the shops
 * the first has half of the parcels, the others share the rest. `accountId`: where they are registered.
 */
export async function seedScale(
  { pool, db }: { pool: Pool; db: Database },
  asked: {
    parcels: number;
    domains: readonly string[];
    accountId: string;
    now: Date;
    say: (text: string) => void;
  },
): Promise<void> {
  const { parcels, now, say } = asked;
  const build = await bareTables(pool, filledTables);
  const client = await pool.connect();
  try {
    // Triggers and foreign keys rest, in this session alone.
    await client.query("SET session_replication_role = replica");
    await openShops(client, asked);
    await client.query(drawnFrom);
    for (let from = 1; from <= parcels; from += parcelsAtOnce) {
      const to = Math.min(parcels, from + parcelsAtOnce - 1);
      await fill(client, [from, to, parcels, now]);
      say(`${to} of ${parcels} parcels`);
    }
    await build(say);
    for (const statement of keptOfParcels) await client.query(statement);
    say("kept figures");
  } finally {
    // With its tables and its settings.
    client.release(true);
  }
  await pool.query("VACUUM ANALYZE");
  const shops = await db.shop.findMany({ select: { id: true } });
  for (const { id } of shops) await keepTransitTimes(db, { shopId: id, now });
  await pool.query("VACUUM ANALYZE transit_time");
  await checkKept({ pool, db }, parcels);
  say("checked");
}

async function fill(
  client: PoolClient,
  values: [number, number, number, Date],
) {
  // A temporary table takes no parameters.
  const drawn = drawParcels.replace(/\$(\d)/g, (_, place: string) => {
    const value = values[Number(place) - 1];
    return value instanceof Date ? `'${value.toISOString()}'` : `${value}`;
  });
  await client.query(drawn);
  await client.query("ANALYZE parcel");
  for (const statement of fills) await client.query(statement);
  await client.query("DROP TABLE parcel");
}

async function openShops(
  client: PoolClient,
  asked: { domains: readonly string[]; accountId: string; now: Date },
) {
  const { domains, accountId, now } = asked;
  await client.query(
    `INSERT INTO shop (id, domain, installed_at, reconciled_at)
     SELECT gen_random_uuid(), domain, $2, $2 FROM unnest($1::text[]) AS domain
     ON CONFLICT (domain) DO UPDATE SET reconciled_at = $2`,
    [domains, now],
  );
  await client.query(
    "CREATE TEMP TABLE seeded_shop (place int, id uuid, domain text, shipper text, account_id uuid)",
  );
  await client.query(
    `INSERT INTO seeded_shop SELECT place - 1, id, domain, shipper, $3
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given(domain, shipper, place) JOIN shop USING (domain)`,
    [
      domains,
      domains.map((domain) =>
        createHash("md5")
          .update(domain)
          .digest("hex")
          .slice(0, 6)
          .toUpperCase(),
      ),
      accountId,
    ],
  );
  await client.query("ANALYZE seeded_shop");
}
