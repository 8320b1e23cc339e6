import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { holdOverQuota } from "#app/features/trackings/hold-over-quota.server.ts";
import {
  createParcel,
  createShop,
  createTracking,
} from "#test/features/shipments/create-parcel.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const now = new Date("2026-11-20T12:00:00Z");

/** A shop with a parcel over its quota and one that waits; another shop with quota follows both. */
async function open() {
  const { db } = database;
  const { id: shopId } = await createShop(db, "one.myshopify.com");
  const { id: otherId } = await createShop(db, "other.myshopify.com");
  const add = async (
    number: string,
    registration: "over_quota" | "waiting",
  ) => {
    const mine = { shopId, number, registration };
    const { id: trackingId } = await createTracking(db, mine);
    await createParcel(db, otherId, { number, trackingId });
    return trackingId;
  };
  const trackingId = await add("OVER", "over_quota");
  await add("NEXT", "waiting");
  const { accountId } = await db.tracking.findFirstOrThrow();
  const within = { shopQuota: 1, now };
  return { otherId, asked: { accountId, shopId, trackingId, within } };
}

const owners = async () => {
  const rows = await database.db.tracking.findMany({
    select: { number: true, shopId: true, registration: true },
    where: { number: { in: ["NEXT", "OVER"] } },
    orderBy: { number: "asc" },
  });
  return rows.map((row) => Object.values(row));
};

it("waits for nobody who changes one of those behind, and takes it the next time", async () => {
  const { otherId, asked } = await open();
  const { shopId } = asked;
  const changing = await database.pool.connect();
  try {
    await changing.query("BEGIN");
    await changing.query(
      "SELECT 1 FROM tracking WHERE number = 'NEXT' FOR UPDATE",
    );
    const held = holdOverQuota(database.db, asked).then(() => "held");
    expect(await Promise.race([held, sleep(10_000)])).toBe("held");
    expect(await owners()).toEqual([
      ["NEXT", shopId, "waiting"],
      ["OVER", otherId, "waiting"],
    ]);
  } finally {
    await changing.query("ROLLBACK");
    changing.release();
  }
  await holdOverQuota(database.db, asked);
  expect(await owners()).toEqual([
    ["NEXT", otherId, "waiting"],
    ["OVER", otherId, "waiting"],
  ]);
});

it("leaves what waits on another account", async () => {
  const { otherId, asked } = await open();
  const own = await database.db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "own", shopId: asked.shopId },
  });
  await database.db.tracking.updateMany({
    where: { number: "NEXT" },
    data: { accountId: own.id },
  });
  await holdOverQuota(database.db, asked);
  expect(await owners()).toEqual([
    ["NEXT", asked.shopId, "waiting"],
    ["OVER", otherId, "waiting"],
  ]);
});

it("reads neither what stands aside already nor what others wait for", async () => {
  const { otherId, asked } = await open();
  const { pool, db } = database;
  const fill = (shopId: string, registration: string) =>
    pool.query(
      `INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id, registration)
       SELECT gen_random_uuid(), $1, $2, 'ups', $3::text || n, $3::text || n, 1, $3::registration
       FROM generate_series(1, 3000) AS n`,
      [asked.accountId, shopId, registration],
    );
  await fill(asked.shopId, "over_quota");
  await fill(otherId, "registered");
  await pool.query(
    "UPDATE tracking SET registration = 'waiting' WHERE shop_id = $1 AND number LIKE '%00'",
    [otherId],
  );
  await pool.query("ANALYZE tracking");
  const plan = await planOf(db, (explaining) =>
    holdOverQuota(explaining as typeof db, asked),
  );
  const waiting =
    /tracking_waiting_idx on .*\n *Index Cond: \(\(account_id = .*priority = .*shop_id = /g;
  expect(plan.match(waiting)?.length).toBeGreaterThanOrEqual(2);
  const allOfShop = /Index Cond: \(shop_id = '[^']*'::uuid\)$/m;
  expect(plan).not.toMatch(allOfShop);
  const allOfTable =
    /Seq Scan on tracking|tracking_pkey on tracking\b.*\n(?! *Index Cond)/;
  expect(plan).not.toMatch(allOfTable);
});
