import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

export type Asked = {
  accountId: string;
  /** Calls per second. */
  rate: number;
};

/** When a call may go, in milliseconds of `performance.now()`. */
export type Slot = number;

/**
 * Reserves the account's next calls in time (GCRA without a burst), for all processes alike: one statement, outside any
 * transaction, so that no lock is held while waiting. Slots are `1 / rate` seconds apart.
 */
export const takeSlots = async (
  db: Database,
  asked: Asked & { count: number },
): Promise<Slot[]> => (await reserve(db, asked, Prisma.empty)) ?? [];

export async function takeSlot(db: Database, asked: Asked): Promise<Slot> {
  const [slot] = await takeSlots(db, { ...asked, count: 1 });
  return slot!;
}

/** As takeSlot; undefined, and none is reserved, where the next one comes later than in `withinMs`. */
export async function takeNearSlot(
  db: Database,
  { withinMs, ...asked }: Asked & { withinMs: number },
): Promise<Slot | undefined> {
  const slots = await reserve(
    db,
    { ...asked, count: 1 },
    Prisma.sql`WHERE rate_slot.next_at <= clock_timestamp() + make_interval(secs => ${withinMs / 1_000}::float8)`,
  );
  return slots?.[0];
}

async function reserve(
  db: Database,
  { accountId, rate, count }: Asked & { count: number },
  onlyWhere: Prisma.Sql,
): Promise<Slot[] | undefined> {
  const step = count / rate;
  const rows = await db.$queryRaw<{ waitMs: number; readAt: number }[]>`
    INSERT INTO rate_slot (account_id, next_at)
    VALUES (${accountId}::uuid, clock_timestamp() + make_interval(secs => ${step}::float8))
    ON CONFLICT (account_id) DO UPDATE SET
      next_at = GREATEST(rate_slot.next_at, clock_timestamp()) + make_interval(secs => ${step}::float8)
    ${onlyWhere}
    RETURNING (EXTRACT(EPOCH FROM next_at - clock_timestamp()) - ${step}::float8)::float8 * 1000 AS "waitMs",
      EXTRACT(EPOCH FROM clock_timestamp())::float8 * 1000 AS "readAt"`;
  const [reserved] = rows;
  if (!reserved) return undefined;
  const first = ourTime(reserved.readAt) + Math.max(0, reserved.waitMs);
  return Array.from(
    { length: count },
    (_, index) => first + (index * 1_000) / rate,
  );
}

// PostgreSQL's clock against ours, by the answer that came soonest: of another that took long, a slot is late by so much.
// It may drift, by a thousandth at most.
let ahead = Infinity;
let comparedAt = 0;
function ourTime(readAt: number) {
  const now = performance.now();
  ahead = Math.min(ahead + (now - comparedAt) / 1_000, now - readAt);
  comparedAt = now;
  return readAt + ahead;
}
