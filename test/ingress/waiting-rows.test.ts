import { expect, it } from "vitest";
import {
  createWaitingRows,
  type StoredRow,
  type WaitingLimits,
} from "#app/ingress/waiting-rows.ts";

const entryOf = (key: number, bytes = 1) => ({
  row: { dedupeKey: Buffer.from([key]), body: Buffer.alloc(bytes) },
  settle: () => undefined,
});
const wait = (limits: Partial<WaitingLimits>, ...sizes: number[]) => {
  const waiting = createWaitingRows<StoredRow>({
    batchRows: 100,
    batchBytes: 1_000,
    heldRows: 100,
    heldBytes: 1_000,
    ...limits,
  });
  const entries = sizes.map((bytes, key) => entryOf(key, bytes));
  for (const entry of entries) waiting.add(entry);
  return { waiting, entries };
};

it("fill a batch once there are as many rows as it holds", () => {
  expect(wait({ batchRows: 3 }, 1, 1).waiting.fillBatch()).toBe(false);
  expect(wait({ batchRows: 3 }, 1, 1, 1).waiting.fillBatch()).toBe(true);
  expect(wait({ batchRows: 3 }, 1, 1, 1, 1).waiting.fillBatch()).toBe(true);
});

it("fill a batch once there are more bytes than it holds", () => {
  expect(wait({ batchBytes: 10 }, 5, 5).waiting.fillBatch()).toBe(false);
  expect(wait({ batchBytes: 10 }, 5, 6).waiting.fillBatch()).toBe(true);
});

it("are taken oldest first, as many as fit, and one too large for any batch alone", () => {
  const { waiting } = wait(
    { batchBytes: 10, batchRows: 3 },
    4,
    6,
    11,
    1,
    1,
    1,
    1,
  );
  const keys = () => waiting.take().map(({ row }) => row.dedupeKey[0]);
  expect([keys(), keys(), keys(), keys(), keys()]).toEqual([
    [0, 1],
    [2],
    [3, 4, 5],
    [6],
    [],
  ]);
});

it("have room for so many rows, those that were taken among them, until they are released", () => {
  const { waiting } = wait({ heldRows: 2 }, 1);
  const another = entryOf(9);
  expect(waiting.hasRoomFor(another.row)).toBe(true);
  waiting.add(another);
  const batch = waiting.take();
  expect(waiting.rows()).toBe(0);
  expect(waiting.hasRoomFor(another.row)).toBe(false);
  waiting.release(batch);
  expect(waiting.hasRoomFor(another.row)).toBe(true);
});

it("have room for so many bytes, to the last one", () => {
  const { waiting } = wait({ heldBytes: 10 }, 4);
  expect(waiting.hasRoomFor(entryOf(9, 6).row)).toBe(true);
  expect(waiting.hasRoomFor(entryOf(9, 7).row)).toBe(false);
  waiting.release(waiting.take());
  expect(waiting.hasRoomFor(entryOf(9, 10).row)).toBe(true);
});

it("forget one that waits, and not one that was taken or never came", () => {
  const { waiting, entries } = wait({ heldRows: 2, batchRows: 1 }, 1, 1);
  const taken = waiting.take();
  waiting.remove(taken[0]!);
  waiting.remove(entryOf(9));
  expect(waiting.rows()).toBe(1);
  expect(waiting.hasRoomFor(entryOf(9).row)).toBe(false);
  waiting.remove(entries[1]!);
  expect(waiting.rows()).toBe(0);
  expect(waiting.hasRoomFor(entryOf(9).row)).toBe(true);
});
