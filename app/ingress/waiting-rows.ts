import type { NotStoredError } from "./not-stored-error.ts";

export type StoredRow = { dedupeKey: Buffer; body: Buffer };

/** A row and whoever waits for it. */
export type Entry<Row> = { row: Row; settle(error?: NotStoredError): void };

export type WaitingLimits = {
  batchRows: number;
  batchBytes: number;
  /** Waiting and taken together. */
  heldRows: number;
  heldBytes: number;
};

/** Rows that wait for a commit, bounded by number and size together with those that were taken for one. */
export type WaitingRows<Row> = {
  /** How many wait. */
  rows(): number;
  /** Whether a batch can hold no more than wait. */
  fillBatch(): boolean;
  hasRoomFor(row: Row): boolean;
  add(entry: Entry<Row>): void;
  /** Forgets a row that still waits; one that was taken stays taken. */
  remove(entry: Entry<Row>): void;
  /** The next batch, oldest rows, sorted by key; empty when none waits. */
  take(): Entry<Row>[];
  /** Ends what take began: the batch makes room. */
  release(batch: Entry<Row>[]): void;
};

export function createWaitingRows<Row extends StoredRow>(
  limits: WaitingLimits,
): WaitingRows<Row> {
  const waiting: Entry<Row>[] = [];
  const held = { rows: 0, bytes: 0 };
  const release = (batch: Entry<Row>[]) => {
    held.rows -= batch.length;
    for (const { row } of batch) held.bytes -= row.body.length;
  };
  return {
    rows: () => waiting.length,
    fillBatch: () => {
      const count = countOfBatch(waiting, limits);
      return count === limits.batchRows || count < waiting.length;
    },
    hasRoomFor: (row) =>
      held.rows < limits.heldRows &&
      held.bytes + row.body.length <= limits.heldBytes,
    add(entry) {
      held.rows += 1;
      held.bytes += entry.row.body.length;
      waiting.push(entry);
    },
    remove(entry) {
      const index = waiting.indexOf(entry);
      if (index >= 0) release(waiting.splice(index, 1));
    },
    // Sorted, because two processes that insert the same keys in opposite order deadlock.
    take: () =>
      waiting
        .splice(0, countOfBatch(waiting, limits))
        .sort((a, b) => a.row.dedupeKey.compare(b.row.dedupeKey)),
    release,
  };
}

function countOfBatch(waiting: Entry<StoredRow>[], limits: WaitingLimits) {
  let bytes = 0;
  let count = 0;
  for (const { row } of waiting) {
    bytes += row.body.length;
    if (count === limits.batchRows || (count > 0 && bytes > limits.batchBytes))
      break;
    count += 1;
  }
  return count;
}
