import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

// A family that looks at its parcels now and then, and a page that is reloaded.
const visitor = { perMinute: 10, burst: 20 };
// A large shop on the morning after a sale.
const shop = { perMinute: 1_200, burst: 600 };

/**
 * Whether one more look-up is allowed, for the shop and for the visitor: both or none is counted. A visitor whose
 * address is not told shares one part with all such visitors of the shop.
 */
export const takeLookUpSlot = (
  db: Pick<Database, "$queryRaw">,
  asked: { shopKey: string; visitorKey: string; now: Date },
): Promise<boolean> =>
  takeBothTurns(db, {
    ofShop: { key: asked.shopKey, limits: shop },
    ofOne: { key: asked.visitorKey, limits: visitor },
    now: asked.now,
  });

type Limits = { perMinute: number; burst: number };
type Turn = { key: string; limits: Limits };

/** Whether both a shop and one of the many in it have a turn left: both are taken or none. */
export async function takeBothTurns(
  db: Pick<Database, "$queryRaw">,
  { ofShop, ofOne, now }: { ofShop: Turn; ofOne: Turn; now: Date },
): Promise<boolean> {
  // One who is refused costs the shop nothing, and one whom the shop refuses has no row: any number can be made up.
  const oneMay = Prisma.sql`WHERE NOT EXISTS (
    SELECT 1 FROM look_up_slot WHERE key = ${ofOne.key} AND ${isUsedUp(ofOne.limits, now)})`;
  const rows = await db.$queryRaw<unknown[]>`
    WITH of_shop AS (${turnOf(ofShop.key, ofShop.limits, now, oneMay)})
    ${turnOf(ofOne.key, ofOne.limits, now, Prisma.sql`FROM of_shop`)}`;
  return rows.length === 1;
}

/** GCRA: one statement, no lock kept. Answers whether there was a turn left. */
export async function takeTurn(
  db: Pick<Database, "$queryRaw">,
  key: string,
  limits: Limits,
  now: Date,
) {
  const rows = await db.$queryRaw<unknown[]>(turnOf(key, limits, now));
  return rows.length === 1;
}

/** Whether there is a turn left; takes none. */
export async function hasTurn(
  db: Pick<Database, "$queryRaw">,
  key: string,
  limits: Limits,
  now: Date,
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM look_up_slot WHERE key = ${key} AND ${isUsedUp(limits, now)}`;
  return rows.length === 0;
}

const stepOf = ({ perMinute }: Limits) => 60 / perMinute;

// Whoever asks at the same moment read the clock before the one that came first, or has another clock.
const latenessSeconds = 5;

function isUsedUp(limits: Limits, now: Date) {
  const step = stepOf(limits);
  const ahead = step * (limits.burst - 1) + Math.min(step / 2, latenessSeconds);
  return Prisma.sql`look_up_slot.next_at > ${now}::timestamptz + make_interval(secs => ${ahead}::float8)`;
}

function turnOf(
  key: string,
  limits: Limits,
  now: Date,
  condition = Prisma.empty,
) {
  const step = Prisma.sql`make_interval(secs => ${stepOf(limits)}::float8)`;
  return Prisma.sql`
    INSERT INTO look_up_slot (key, next_at) SELECT ${key}::text, ${now}::timestamptz + ${step} ${condition}
    ON CONFLICT (key) DO UPDATE SET next_at = GREATEST(look_up_slot.next_at, ${now}::timestamptz) + ${step}
      WHERE NOT (${isUsedUp(limits, now)})
    RETURNING 1`;
}

// The share of other calls is told by what lies behind for less than this.
const keptMs = 5 * 60_000;

/** Slots that lie further behind say nothing any more. */
export async function pruneLookUpSlots(
  db: Pick<Database, "lookUpSlot">,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await db.lookUpSlot.deleteMany({ where: { nextAt: { lt: before } } });
}
