import type { Database } from "#app/db.server.ts";
import type { Period, SumsOf } from "./sums.ts";

type Asking = Pick<Database, "$queryRaw" | "$executeRaw">;
type Asked = Period & { shopId: string; now: Date };
type Found = { daysCounted: number; sums: unknown; isLongAgo: boolean };

// That a page asks is written down no more often than this.
const noteEveryMs = 5 * 60_000;
const mostOfShop = 12;

/** A shop's sums of a period: the kept ones where they are of its days as they are, else worked out, and kept. */
export async function loadSums<Sums>(
  db: Asking,
  of: SumsOf<Sums>,
  asked: Asked,
): Promise<Sums> {
  const found = await find(db, of, asked);
  const kept = of.schema.safeParse(found?.sums);
  if (kept.success) {
    if (found?.isLongAgo) await noteAsked(db, of, asked);
    return kept.data;
  }
  const from = performance.now();
  const sums = await of.sumUp(db, asked);
  const tookMs = Math.round(performance.now() - from);
  // Counted meanwhile, they may be of both sides of it: such a row is of before, and never found.
  if (found) await keep(db, of, { ...asked, ...found, sums, tookMs });
  return sums;
}

/** How often the days were counted is read before they are. */
async function find(
  db: Asking,
  { kind }: Pick<SumsOf<unknown>, "kind">,
  { shopId, from, to, now }: Asked,
) {
  const noted = new Date(now.getTime() - noteEveryMs);
  const [found] = await db.$queryRaw<Found[]>`
    SELECT shop.days_counted AS "daysCounted", sums, asked_at < ${noted} AS "isLongAgo"
    FROM shop LEFT JOIN kept_sums ON shop_id = shop.id AND kind = ${kind} AND from_day = ${from}::date
      AND to_day = ${to}::date AND kept_sums.days_counted = shop.days_counted
    WHERE shop.id = ${shopId}::uuid`;
  return found;
}

async function noteAsked(
  db: Asking,
  { kind }: Pick<SumsOf<unknown>, "kind">,
  { shopId, from, to, now }: Asked,
) {
  await db.$executeRaw`
    UPDATE kept_sums SET asked_at = ${now}
    WHERE shop_id = ${shopId}::uuid AND kind = ${kind} AND from_day = ${from}::date AND to_day = ${to}::date`;
}

type Made = Pick<Found, "daysCounted" | "sums"> & { tookMs: number };

/** Of those that the shop has already, the ones asked for last stay. */
async function keep(
  db: Asking,
  { kind }: Pick<SumsOf<unknown>, "kind">,
  { shopId, from, to, now, daysCounted, sums, tookMs }: Asked & Made,
) {
  await db.$executeRaw`
    WITH many AS (
      DELETE FROM kept_sums USING (SELECT ctid FROM kept_sums
        WHERE shop_id = ${shopId}::uuid AND (kind, from_day, to_day) <> (${kind}, ${from}::date, ${to}::date)
        ORDER BY asked_at DESC OFFSET ${mostOfShop - 1}) AS old
      WHERE kept_sums.ctid = old.ctid
    )
    INSERT INTO kept_sums (shop_id, kind, from_day, to_day, sums, days_counted, took_ms, asked_at)
    SELECT id, ${kind}, ${from}::date, ${to}::date, ${JSON.stringify(sums)}::jsonb, ${daysCounted}, ${tookMs}, ${now}
    FROM shop WHERE id = ${shopId}::uuid
    ON CONFLICT (shop_id, kind, from_day, to_day) DO UPDATE SET sums = EXCLUDED.sums,
      days_counted = EXCLUDED.days_counted, took_ms = EXCLUDED.took_ms, asked_at = EXCLUDED.asked_at
    WHERE kept_sums.days_counted <= EXCLUDED.days_counted`;
}
