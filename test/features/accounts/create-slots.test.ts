import { expect, it } from "vitest";
import {
  createSlots,
  takeNearSlot,
  takeSlot,
} from "#app/features/accounts/take-slot.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

const open = async (rate: number) => {
  const { id: accountId } = await database.db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: `rate ${rate}` },
  });
  return { accountId, rate };
};

it("reserves slots that are close together at once", async () => {
  const asked = await open(100);
  const slots = createSlots(database.db, asked);
  await slots.next();
  expect(slots.left()).toBe(1);
  const ahead = await slots.next();
  expect(ahead).toBeLessThanOrEqual(20);
  expect(slots.left()).toBe(0);
});

it("reserves one at a time where they are far apart, and none twice", async () => {
  const asked = await open(0.1);
  const slots = createSlots(database.db, asked);
  expect(await slots.next()).toBe(0);
  expect(slots.left()).toBe(0);
  expect(await takeSlot(database.db, asked)).toBeGreaterThan(5_000);
});

it("uses up several together, and no more than are left", async () => {
  const slots = createSlots(database.db, await open(1_000));
  await slots.next();
  slots.use(3);
  expect(slots.left()).toBe(16);
  slots.use(-1);
  expect(slots.left()).toBe(16);
  slots.use(99);
  expect(slots.left()).toBe(0);
});

it("has what was given back come first, without another wait", async () => {
  const asked = await open(0.1);
  const slots = createSlots(database.db, asked);
  await slots.next();
  slots.giveBack();
  expect(slots.left()).toBe(1);
  expect(await slots.next()).toBe(0);
  expect(slots.left()).toBe(0);
});

it("forgets what it dropped", async () => {
  const slots = createSlots(database.db, await open(1_000));
  await slots.next();
  expect(slots.left()).toBe(19);
  slots.drop();
  expect(slots.left()).toBe(0);
});

it("reserves none that is not near", async () => {
  const asked = await open(1);
  const take = (withinMs: number) =>
    takeNearSlot(database.db, { ...asked, withinMs });
  expect(await take(100)).toBe(0);
  expect(await take(100)).toBeUndefined();
  expect(await take(100)).toBeUndefined();
  const waitMs = await take(1_500);
  expect(waitMs).toBeGreaterThan(100);
  expect(waitMs).toBeLessThanOrEqual(1_000);
});
