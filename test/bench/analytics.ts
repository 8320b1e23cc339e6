import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabaseClient, type Database } from "#app/db.server.ts";
import { migrate } from "#app/platform/migrate.server.ts";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { loadAnalytics } from "#app/use-cases/load-analytics.server.ts";
import { spreadOf, tableOf, type Spread } from "./figures.ts";

const quiet = { info: () => undefined, warn: () => undefined };
const now = new Date("2026-11-24T12:00:00Z");
const parcels = 1_000_000;
const daysBack = 731;
const mostMs = 1_000;
// With the comparison each reads as many days once more.
const periods = ["range=last_30", "range=last_90", yearOf(now)];

export type AnalyticsFigures = { period: string; ms: Spread; ok: boolean };

/** How long the analytics page's figures take for a shop with a million parcels in two years. */
export async function benchAnalytics(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<{ ok: boolean; rows: number; periods: AnalyticsFigures[] }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-bench-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const server = await openDatabase({
    dataDir,
    logger: quiet,
    production: false,
  });
  const { db, close } = openDatabaseClient(server.url, {
    onError: () => undefined,
  });
  try {
    await migrate({ url: server.url, logger: quiet });
    const shop = await db.shop.create({
      data: { domain: "million.myshopify.com", installedAt: now },
    });
    const rows = await keepDays(db, shop.id);
    const figures: AnalyticsFigures[] = [];
    for (const period of periods) {
      const load = async () => {
        const from = performance.now();
        const view = await loadAnalytics(
          { db, clock: { now: () => now, sleep: () => Promise.resolve() } },
          shop,
          new URLSearchParams(period),
        );
        if (!view.hasParcels)
          throw new Error(`${period}: no parcel was counted`);
        return performance.now() - from;
      };
      await load();
      const all: number[] = [];
      for (let run = 0; run < options.runs; run++) all.push(await load());
      const ms = spreadOf(all);
      figures.push({ period, ms, ok: ms.high <= mostMs });
    }
    options.say(`${parcels} parcels, ${rows} rows kept of their days`);
    options.say(print(figures));
    return { ok: figures.every(({ ok }) => ok), rows, periods: figures };
  } finally {
    await close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function yearOf(until: Date) {
  const to = until.toISOString().slice(0, 10);
  const from = new Date(until.getTime() - 364 * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return `range=custom&from=${from}&to=${to}`;
}

/** What is kept of the parcels' days: six carriers, 26 countries, one and a half to ten days under way. */
async function keepDays(db: Database, shopId: string) {
  await db.$executeRaw`
    INSERT INTO delivered_day (shop_id, day, carrier_id, company_key, country, half_days, parcels)
    SELECT ${shopId}::uuid, day, carrier, carrier, country, half_days, count(*) FROM (
      SELECT ${now}::date - (n % ${daysBack}::int)::int AS day,
        (ARRAY['ups', 'usps', 'fedex', 'gls', 'dhl', 'dpd'])[1 + abs(hashint8(n) % 6)] AS carrier,
        chr(65 + abs(hashint8(n * 31) % 26)) || 'A' AS country,
        3 + abs(hashint8(n * 37) % 9) + abs(hashint8(n * 41) % 9) AS half_days
      FROM generate_series(1, ${parcels}::bigint) AS n) AS parcel
    GROUP BY day, carrier, country, half_days`;
  await db.$executeRaw`
    INSERT INTO shipped_day (shop_id, day, carrier_id, company_key, country,
      shipped, registered, refused, delivered, exceptions, failed_attempts, returned, expired)
    SELECT shop_id, day, carrier_id, company_key, country, sum(parcels), sum(parcels), 0, sum(parcels), 1, 1, 0, 0
    FROM delivered_day GROUP BY shop_id, day, carrier_id, company_key, country`;
  await db.$executeRaw`VACUUM ANALYZE delivered_day, shipped_day`;
  const [kept] = await db.$queryRaw<{ parcels: bigint; rows: bigint }[]>`
    SELECT sum(parcels)::bigint AS parcels, count(*) AS rows FROM delivered_day`;
  if (Number(kept?.parcels) !== parcels) throw new Error("parcels were lost");
  return Number(kept?.rows);
}

const print = (figures: AnalyticsFigures[]) =>
  tableOf([
    ["period, with the one before", `loader ms ≤ ${mostMs}`],
    ...figures.map(({ period, ms, ok }) => [
      period,
      `${ok ? "✓" : "✗"} ${Math.round(ms.median)} (${Math.round(ms.lowest)}–${Math.round(ms.highest)})`,
    ]),
  ]);
