import { beforeEach, describe, expect, it } from "vitest";
import { takeDueChecks } from "#app/features/trackings/take-due-checks.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const now = new Date("2026-11-20T12:00:00Z");
const minute = 60_000;
let one: string;
let other: string;

const open = async (fingerprint: string) => {
  const data = { apiKeyHint: "", fingerprint, current: fingerprint === "one" };
  return (await database.db.keyDeliveryAccount.create({ data })).id;
};

beforeEach(async () => {
  one = await open("one");
  other = await open("other");
});

/** So many trackings of an account, each due a second after the one before. */
const wait = (accountId: string, count: number, minutesAgo: number) =>
  database.db.tracking.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      accountId,
      carrierId: "ups",
      number: `${minutesAgo} ${at}`,
      ref: `${minutesAgo} ${at}`,
      callbackKeyId: 1,
      registration: "registered" as const,
      nextCheckAt: new Date(+now - minutesAgo * minute + at * 1_000),
    })),
  });

const take = async (perAccount: number, at = now) => {
  const taken = await takeDueChecks(database.db, { now: at, perAccount });
  const of = (asked: string) =>
    taken.filter(({ accountId }) => accountId === asked).length;
  return { one: of(one), other: of(other), all: taken.length };
};

describe("taking what is to be asked for", () => {
  it("takes of each account its oldest, up to what it may ask, however old those of another are", async () => {
    await wait(one, 700, 60);
    await wait(other, 3, 1);
    expect(await take(100)).toEqual({ one: 100, other: 3, all: 103 });
    const left = await database.db.tracking.findFirstOrThrow({
      where: { accountId: one, nextCheckAt: { lte: now } },
      orderBy: { nextCheckAt: "asc" },
    });
    expect(left.number).toBe("60 100");
  });

  it("gives each account its first before another has its second where there is not room for all", async () => {
    await wait(one, 700, 60);
    await wait(other, 20, 1);
    expect(await take(10_000)).toEqual({ one: 480, other: 20, all: 500 });
  });

  it("leaves what is not due, and what was taken until its lease ends", async () => {
    await wait(one, 2, 1);
    await wait(other, 2, -1);
    expect(await take(100)).toEqual({ one: 2, other: 0, all: 2 });
    expect(await take(100)).toEqual({ one: 0, other: 0, all: 0 });
    expect(await take(100, new Date(+now + 16 * minute))).toEqual({
      one: 2,
      other: 2,
      all: 4,
    });
  });

  it("waits for nobody who changes one of them", async () => {
    await wait(one, 2, 1);
    const changing = await database.pool.connect();
    try {
      await changing.query("BEGIN");
      await changing.query(
        "SELECT 1 FROM tracking WHERE number = '1 0' FOR UPDATE",
      );
      expect(await take(100)).toMatchObject({ one: 1 });
    } finally {
      await changing.query("ROLLBACK");
      changing.release();
    }
    expect(await take(100)).toMatchObject({ one: 1 });
  });

  it("takes none of an account that is paused, until its pause is over", async () => {
    await wait(one, 2, 60);
    await wait(other, 2, 1);
    await database.db.keyDeliveryAccount.update({
      where: { id: one },
      data: {
        state: "quota_exhausted",
        pausedUntil: new Date(+now + minute),
      },
    });
    expect(await take(100)).toMatchObject({ one: 0, other: 2 });
    expect(await take(100, new Date(+now + minute))).toMatchObject({ one: 2 });
  });

  it("reads each account's by an index", async () => {
    await wait(one, 1_000, 60);
    await database.pool.query("ANALYZE tracking");
    const plan = await planOf(database.db, (explaining) =>
      takeDueChecks(explaining, { now, perAccount: 100 }),
    );
    const byAccount =
      /tracking_account_check_idx on .*\n *Index Cond: \(\(account_id = .*next_check_at <= /g;
    expect(plan.match(byAccount)).toHaveLength(2);
    expect(plan).not.toMatch(/Seq Scan on tracking/);
  });
});
