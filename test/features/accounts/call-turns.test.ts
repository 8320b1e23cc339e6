import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createCallTurns } from "#app/features/accounts/call-turns.server.ts";
import {
  takeNearSlot,
  takeSlot,
  type Slot,
} from "#app/features/accounts/take-slot.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const never = new AbortController().signal;

const open = async (rate: number) => {
  const { id: accountId } = await database.db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: `rate ${rate}` },
  });
  return { accountId, rate };
};
const turnsOf = (asked: { accountId: string; rate: number }, signal = never) =>
  createCallTurns({ db: database.db, clock: systemClock }, { asked, signal });
const waitOf = (slot: Slot) => slot - performance.now();
/** The database's own word for the account's next slot, in milliseconds from now. */
const nextFree = async () => {
  const { rows } = await database.pool.query<{ ms: number }>(
    "SELECT EXTRACT(EPOCH FROM next_at - clock_timestamp())::float8 * 1000 AS ms FROM rate_slot",
  );
  return rows[0]?.ms ?? 0;
};

it("gives turns of one account as far apart as its rate says, whoever asks", async () => {
  const asked = await open(20);
  const [one, other] = [turnsOf(asked), turnsOf(asked)];
  const since = performance.now();
  await Promise.all([one, other, one, other, one].map((turns) => turns.next()));
  expect(performance.now() - since).toBeGreaterThan(195);
});

it("reserves turns that are close together at once", async () => {
  const turns = turnsOf(await open(1_000));
  const sent = await statementsOf(database.pool, async () => {
    for (let at = 0; at < 20; at++) await turns.next();
  });
  expect(sent).toHaveLength(1);
});

it("reserves one that is near, once, and leaves it to the call that comes", async () => {
  const asked = await open(0.1);
  const turns = turnsOf(asked);
  await turns.near();
  await turns.near();
  await turns.next();
  expect(await nextFree()).toBeGreaterThan(5_000);
  expect(await nextFree()).toBeLessThan(10_000);
});

it("is near a little before the turn comes", async () => {
  const asked = await open(5);
  const turns = turnsOf(asked);
  await turns.next();
  await turns.near();
  const nearAt = performance.now();
  await turns.next();
  expect(performance.now() - nearAt).toBeGreaterThan(15);
});

it("ends the wait when the process stops", async () => {
  const asked = await open(0.01);
  const stop = new AbortController();
  const turns = turnsOf(asked, stop.signal);
  await turns.next();
  const since = performance.now();
  const waits = turns.next();
  stop.abort();
  await waits;
  expect(performance.now() - since).toBeLessThan(10_000);
});

it("has an answer that took long name a slot that came before it", async () => {
  const { db } = database;
  const asked = await open(100);
  await takeSlot(db, asked);
  await sleep(20);
  const slowAnswer = async (...query: Parameters<typeof db.$queryRaw>) => {
    const rows: unknown = await db.$queryRaw(...query);
    await sleep(300);
    return rows;
  };
  const late = { $queryRaw: slowAnswer } as unknown as typeof db;
  expect(waitOf(await takeSlot(late, asked))).toBeLessThan(-200);
});

it("reserves none that is not near", async () => {
  const asked = await open(1);
  const take = (withinMs: number) =>
    takeNearSlot(database.db, { ...asked, withinMs });
  expect(waitOf((await take(100))!)).toBeLessThanOrEqual(0);
  expect(await take(100)).toBeUndefined();
  expect(await take(100)).toBeUndefined();
  const waitMs = waitOf((await take(1_500))!);
  expect(waitMs).toBeGreaterThan(100);
  expect(waitMs).toBeLessThanOrEqual(1_000);
});
