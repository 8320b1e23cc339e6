import type { Database } from "#app/db.server.ts";

// A family that looks at its parcels now and then, and a page that is reloaded.
const visitor = { perMinute: 10, burst: 20 };
// A large shop on the morning after a sale.
const shop = { perMinute: 1_200, burst: 600 };

/**
 * Whether one more look-up is allowed, for the shop and for the visitor: both or none is counted. A visitor whose
 * address is not told shares one part with all such visitors of the shop.
 */
export async function takeLookUpSlot(
  db: Pick<Database, "$queryRaw">,
  asked: { shopKey: string; visitorKey: string; now: Date },
): Promise<boolean> {
  const { shopKey, visitorKey, now } = asked;
  // The visitor first: one who is refused costs the shop nothing.
  return (
    (await takeTurn(db, visitorKey, visitor, now)) &&
    (await takeTurn(db, shopKey, shop, now))
  );
}

/** GCRA: one statement, no lock kept. Answers whether there was a turn left. */
export async function takeTurn(
  db: Pick<Database, "$queryRaw">,
  key: string,
  { perMinute, burst }: { perMinute: number; burst: number },
  now: Date,
) {
  const step = 60 / perMinute;
  const rows = await db.$queryRaw<unknown[]>`
    INSERT INTO look_up_slot (key, next_at) VALUES (${key}, ${now}::timestamptz + make_interval(secs => ${step}::float8))
    ON CONFLICT (key) DO UPDATE SET
      next_at = GREATEST(look_up_slot.next_at, ${now}::timestamptz) + make_interval(secs => ${step}::float8)
      WHERE look_up_slot.next_at <= ${now}::timestamptz + make_interval(secs => ${step * (burst - 1)}::float8)
    RETURNING 1`;
  return rows.length === 1;
}

/** Whether there is a turn left; takes none. */
export async function hasTurn(
  db: Pick<Database, "lookUpSlot">,
  key: string,
  { perMinute, burst }: { perMinute: number; burst: number },
  now: Date,
): Promise<boolean> {
  const slot = await db.lookUpSlot.findUnique({ where: { key } });
  if (!slot) return true;
  const stepMs = 60_000 / perMinute;
  return slot.nextAt.getTime() <= now.getTime() + stepMs * (burst - 1);
}

/** Slots that lie behind say nothing any more. */
export async function pruneLookUpSlots(
  db: Pick<Database, "lookUpSlot">,
  now: Date,
): Promise<void> {
  await db.lookUpSlot.deleteMany({ where: { nextAt: { lt: now } } });
}
