import { isRowAtFault } from "./database-failure.ts";
import { NotStoredError } from "./not-stored-error.ts";

/** Rows that came in at the same time share a commit. */
export type GroupCommit<Row> = {
  /**
   * Resolves after the commit that holds the row; a row that was there already resolves too.
   * @throws NotStoredError
   */
  store(row: Row): Promise<void>;
};

export type StoredRow = { dedupeKey: Buffer; body: Buffer };

export type GroupCommitLimits = {
  batchRows: number;
  batchBytes: number;
  flights: number;
  /** Waiting and in flight together. */
  heldRows: number;
  heldBytes: number;
  /** From the arrival of a row to its answer. */
  waitMs: number;
};

const defaultLimits: GroupCommitLimits = {
  batchRows: 64,
  batchBytes: 4 * 1024 ** 2,
  flights: 2,
  heldRows: 4_000,
  heldBytes: 64 * 1024 ** 2,
  waitMs: 3_500,
};

type Entry<Row> = { row: Row; settle(error?: NotStoredError): void };

/**
 * There is no timer: a batch is whatever arrived while earlier commits were under way, so a quiet
 * server commits each row at once and a busy one fills its batches by itself.
 */
export function createGroupCommit<Row extends StoredRow>(options: {
  /** One transaction for all rows; they come sorted by key. */
  commit(rows: Row[]): Promise<void>;
  onFailure(error: unknown, rows: number): void;
  limits?: Partial<GroupCommitLimits>;
}): GroupCommit<Row> {
  const limits = { ...defaultLimits, ...options.limits };
  const waiting: Entry<Row>[] = [];
  const held = { rows: 0, bytes: 0 };
  let flights = 0;

  const takeOff = () => {
    while (flights < limits.flights && waiting.length > 0) {
      const batch = takeBatch(waiting, limits);
      const bytes = sum(batch);
      flights += 1;
      void commitBatch(batch, options).finally(() => {
        flights -= 1;
        held.rows -= batch.length;
        held.bytes -= bytes;
        takeOff();
      });
    }
  };

  const giveUp = (entry: Entry<Row>) => {
    const index = waiting.indexOf(entry);
    if (index >= 0) {
      waiting.splice(index, 1);
      held.rows -= 1;
      held.bytes -= entry.row.body.length;
    }
    // In flight its outcome is unknown: the sender's next try is deduplicated.
    entry.settle(new NotStoredError("late"));
  };

  return {
    store(row) {
      if (
        held.rows >= limits.heldRows ||
        held.bytes + row.body.length > limits.heldBytes
      )
        return Promise.reject(new NotStoredError("overloaded"));
      held.rows += 1;
      held.bytes += row.body.length;
      return new Promise((resolve, reject) => {
        const entry: Entry<Row> = {
          row,
          settle(error) {
            clearTimeout(timer);
            if (error) reject(error);
            else resolve();
          },
        };
        const timer = setTimeout(() => giveUp(entry), limits.waitMs);
        waiting.push(entry);
        takeOff();
      });
    },
  };
}

function takeBatch<Row extends StoredRow>(
  waiting: Entry<Row>[],
  limits: GroupCommitLimits,
) {
  let bytes = 0;
  let count = 0;
  for (const { row } of waiting) {
    bytes += row.body.length;
    if (count === limits.batchRows || (count > 0 && bytes > limits.batchBytes))
      break;
    count += 1;
  }
  // Sorted, because two processes that insert the same keys in opposite order deadlock.
  return waiting
    .splice(0, count)
    .sort((a, b) => a.row.dedupeKey.compare(b.row.dedupeKey));
}

type Committing<Row> = {
  commit(rows: Row[]): Promise<void>;
  onFailure(error: unknown, rows: number): void;
};

async function commitBatch<Row>(
  batch: Entry<Row>[],
  { commit, onFailure }: Committing<Row>,
) {
  try {
    await commit(batch.map(({ row }) => row));
    for (const entry of batch) entry.settle();
  } catch (error) {
    onFailure(error, batch.length);
    if (batch.length > 1 && isRowAtFault(error))
      await commitOneByOne(batch, { commit, onFailure });
    else fail(batch, error);
  }
}

// One bad row must not fail those that arrived beside it.
async function commitOneByOne<Row>(
  batch: Entry<Row>[],
  { commit, onFailure }: Committing<Row>,
) {
  for (const [index, entry] of batch.entries()) {
    try {
      await commit([entry.row]);
      entry.settle();
    } catch (error) {
      onFailure(error, 1);
      if (!isRowAtFault(error)) return fail(batch.slice(index), error);
      fail([entry], error);
    }
  }
}

function fail<Row>(batch: Entry<Row>[], cause: unknown) {
  for (const entry of batch)
    entry.settle(new NotStoredError("failed", { cause }));
}

const sum = (batch: Entry<StoredRow>[]) =>
  batch.reduce((bytes, { row }) => bytes + row.body.length, 0);
