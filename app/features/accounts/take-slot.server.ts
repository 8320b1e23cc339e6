import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

type Asked = {
  accountId: string;
  /** Calls per second. */
  rate: number;
};

/**
 * Reserves the account's next calls in time (GCRA without a burst), for all processes alike: one statement, outside any
 * transaction, so that no lock is held while waiting. Slots are `1 / rate` seconds apart.
 *
 * @returns milliseconds to wait before the first of them
 */
export async function takeSlot(
  db: Database,
  asked: Asked & { count?: number },
): Promise<number> {
  return (await reserve(db, asked, Prisma.empty)) ?? 0;
}

/** As takeSlot; undefined, and none is reserved, where the next one comes later than in `withinMs`. */
export const takeNearSlot = (
  db: Database,
  { withinMs, ...asked }: Asked & { withinMs: number },
): Promise<number | undefined> =>
  reserve(
    db,
    asked,
    Prisma.sql`WHERE rate_slot.next_at <= clock_timestamp() + make_interval(secs => ${withinMs / 1_000}::float8)`,
  );

async function reserve(
  db: Database,
  { accountId, rate, count = 1 }: Asked & { count?: number },
  onlyWhere: Prisma.Sql,
) {
  const step = count / rate;
  const rows = await db.$queryRaw<{ waitMs: number }[]>`
    INSERT INTO rate_slot (account_id, next_at)
    VALUES (${accountId}::uuid, clock_timestamp() + make_interval(secs => ${step}::float8))
    ON CONFLICT (account_id) DO UPDATE SET
      next_at = GREATEST(rate_slot.next_at, clock_timestamp()) + make_interval(secs => ${step}::float8)
    ${onlyWhere}
    RETURNING (EXTRACT(EPOCH FROM next_at - clock_timestamp()) - ${step}::float8)::float8 * 1000 AS "waitMs"`;
  const [reserved] = rows;
  return reserved && Math.max(0, Math.ceil(reserved.waitMs));
}

export type Slots = {
  /** How many are reserved and not used. */
  left(): number;
  /** Milliseconds to wait for the next one. */
  next(): Promise<number>;
  /** Uses so many of those reserved, which come within a fiftieth of a second. */
  use(count: number): void;
  /** The one that came last was used for no call, and is the next one. */
  giveBack(): void;
  /** Nothing is there to use them for. */
  drop(): void;
};

// What is dropped of so short a time keeps nobody waiting.
const blockSeconds = 0.02;

/** An account's slots one after the other; where they are close together, several are reserved at once. */
export function createSlots(db: Database, asked: Asked): Slots {
  const count = Math.max(1, Math.floor(asked.rate * blockSeconds));
  let reserved: number[] = [];
  let last = 0;
  return {
    left: () => reserved.length,
    async next() {
      if (reserved.length === 0) {
        const waitMs = await takeSlot(db, { ...asked, count });
        const first = performance.now() + waitMs;
        reserved = Array.from(
          { length: count },
          (_, index) => first + (index * 1_000) / asked.rate,
        );
      }
      last = reserved.shift() ?? 0;
      return Math.max(0, Math.ceil(last - performance.now()));
    },
    use(count) {
      reserved = reserved.slice(Math.max(0, count));
    },
    giveBack() {
      reserved.unshift(last);
    },
    drop() {
      reserved = [];
    },
  };
}
