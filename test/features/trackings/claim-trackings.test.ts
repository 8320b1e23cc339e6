import type { Prisma } from "@prisma/client";
import { beforeEach, describe, expect, it } from "vitest";
import { claimTrackings } from "#app/features/trackings/claim-trackings.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const now = new Date("2026-11-20T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(+now - minutes * 60_000);
let accountId: string;
let one: string;
let other: string;

beforeEach(async () => {
  const { db } = database;
  const account = await db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "of the operator" },
  });
  const shops = await db.shop.createManyAndReturn({
    data: ["one", "other"].map((name) => ({
      domain: `${name}.myshopify.com`,
      installedAt: now,
    })),
  });
  const ids = shops.map(({ id }) => id).sort();
  accountId = account.id;
  [one = "", other = ""] = ids;
});

type Waiting = Partial<Prisma.TrackingUncheckedCreateInput>;

/** As many as there are numbers, each due a minute after the one before. */
const wait = (numbers: string[], shopId: string | null, more: Waiting = {}) =>
  database.db.tracking.createMany({
    data: numbers.map((number, at) => ({
      accountId,
      shopId,
      carrierId: "ups",
      number,
      ref: number,
      callbackKeyId: 1,
      nextAttemptAt: minutesAgo(60 - at),
      ...more,
    })),
  });

const asked = (count: number, shopQuota: number | null = 10) => ({
  accountId,
  callbackBase: "https://app.example/callbacks/keydelivery/",
  shopQuota,
  now,
  count,
});

async function claim(count: number, shopQuota?: number | null) {
  const claimed = await claimTrackings(
    database.db,
    asked(count, ...(shopQuota === undefined ? [] : [shopQuota])),
  );
  return claimed
    .map(({ number, overQuota }) => (overQuota ? `${number} over` : number))
    .sort();
}

const used = async () =>
  (await database.db.quotaUsage.findMany()).map((row) => row.used);

describe("claiming several trackings", () => {
  it("takes the oldest of a shop that is alone, each once, and spends for each", async () => {
    await wait(["A1", "A2", "A3", "A4", "A5"], one);
    expect(await claim(3)).toEqual(["A1", "A2", "A3"]);
    expect(await used()).toEqual([3]);
    expect(await claim(3)).toEqual(["A4", "A5"]);
    expect(await claim(3)).toEqual([]);
    expect(await used()).toEqual([5]);
    expect(
      await database.db.tracking.count({
        where: { registration: "registering", attempts: 1 },
      }),
    ).toBe(5);
  });

  it("leaves what is not due, and goes live before imported", async () => {
    await wait(["OLD1", "OLD2"], other, { priority: 2 });
    await wait(["LATER"], one, { nextAttemptAt: minutesAgo(-1) });
    await wait(["LIVE"], one);
    expect(await claim(4)).toEqual(["LIVE"]);
    expect(await claim(4)).toEqual(["OLD1", "OLD2"]);
    expect(await claim(4)).toEqual([]);
  });

  it("takes one of each shop by turns while others wait beside", async () => {
    await wait(["A1", "A2", "A3", "A4"], one);
    await wait(["B1", "B2"], other);
    const turns = [];
    for (let turn = 0; turn < 4; turn++) turns.push(await claim(4));
    expect(turns).toEqual([["A1"], ["B1"], ["A2"], ["B2"]]);
    expect(await claim(4)).toEqual(["A3", "A4"]);
  });

  it("has what is nobody's stand aside after the shops' where they have a quota", async () => {
    await wait(["A1", "A2"], one);
    await wait(["N1", "N2"], null);
    expect(await claim(4)).toEqual(["A1"]);
    expect(await claim(4)).toEqual(["A2"]);
    expect(await claim(4)).toEqual(["N1 over"]);
    expect(await claim(4, null)).toEqual(["N2"]);
    expect(await used()).toEqual([2]);
  });

  it("takes one by one where the quota has no room for all, up to its end", async () => {
    await wait(["A1", "A2", "A3", "A4"], one);
    expect(await claim(2, 3)).toEqual(["A1", "A2"]);
    expect(await claim(2, 3)).toEqual(["A3"]);
    expect(await claim(2, 3)).toEqual(["A4 over"]);
    expect(await used()).toEqual([3]);
  });

  it("gives the turn to the next shop only when something was claimed", async () => {
    await wait(["A1", "A2"], one);
    expect(await claim(2, 1)).toEqual(["A1"]);
    await wait(["B1"], other);
    expect(await claim(2, 1)).toEqual(["B1"]);
    expect(await claim(2, 1)).toEqual(["A2 over"]);
  });

  it("spends nothing again for what spent before, though the quota is used up", async () => {
    await wait(["A1"], one);
    expect(await claim(1, 1)).toEqual(["A1"]);
    await database.db.tracking.updateMany({
      data: { registration: "waiting" },
    });
    await wait(["A2"], one, { nextAttemptAt: minutesAgo(1) });
    expect(await claim(2, 1)).toEqual(["A1"]);
    expect(await claim(2, 1)).toEqual(["A2 over"]);
    expect(await used()).toEqual([1]);
  });

  it("knows no quota on a shop's own account", async () => {
    await wait(["A1", "A2", "A3"], one);
    expect(await claim(3, null)).toEqual(["A1", "A2", "A3"]);
    expect(await used()).toEqual([]);
  });

  it("reads trackings by an index only", async () => {
    const plan = await planOf(database.db, (db) =>
      claimTrackings(db as typeof database.db, asked(4)),
    );
    expect(plan).toMatch(/Index.* on tracking|using tracking/);
    expect(plan).not.toMatch(/Seq Scan on (tracking|shipment|quota_usage)/);
    expect(plan).not.toMatch(/Sort Key: t\.shop_id/);
  });
});

describe("claiming while others change what waits", () => {
  const whileLocked = async (shopId: string, run: () => Promise<void>) => {
    const changing = await database.pool.connect();
    try {
      await changing.query("BEGIN");
      await changing.query(
        "SELECT 1 FROM tracking WHERE shop_id = $1 FOR UPDATE",
        [shopId],
      );
      await run();
    } finally {
      await changing.query("ROLLBACK");
      changing.release();
    }
  };

  it("takes the next one where the oldest is being changed", async () => {
    await wait(["A1"], one);
    await whileLocked(one, async () => {
      await wait(["A2"], one, { nextAttemptAt: minutesAgo(1) });
      expect(await claim(1)).toEqual(["A2"]);
    });
    expect(await claim(1)).toEqual(["A1"]);
  });

  it.each([1, 4])(
    "takes another shop's, up to %i, where all of the first one's are being changed",
    async (count) => {
      await wait(["A1", "A2"], one);
      await wait(["B1"], other);
      await wait(["B2"], other, { priority: 2 });
      await whileLocked(one, async () => {
        expect(await claim(count)).toEqual(["B1"]);
        expect(await claim(count)).toEqual(["B2"]);
        expect(await claim(count)).toEqual([]);
      });
      expect(await claim(1)).toEqual(["A1"]);
    },
  );

  it("holds a lock on nothing but what it may take", async () => {
    await wait(["A1"], one);
    await wait(["B1"], other);
    await wait(["N1"], null, { priority: 1 });
    const claiming = await database.db.$transaction(async (tx) => {
      const claimed = await claimTrackings(tx as typeof database.db, asked(1));
      expect(claimed.map(({ number }) => number)).toEqual(["A1"]);
      return database.db.$queryRaw`
        SELECT number FROM tracking ORDER BY number FOR UPDATE SKIP LOCKED`;
    });
    expect(claiming).toEqual([{ number: "B1" }, { number: "N1" }]);
  });
});
