import { isRowAtFault } from "./database-failure.ts";
import { NotStoredError } from "./not-stored-error.ts";
import {
  createWaitingRows,
  type Entry,
  type StoredRow,
  type WaitingLimits,
} from "./waiting-rows.ts";

/** Rows that came in at the same time share a commit. */
export type GroupCommit<Row> = {
  /**
   * Resolves after the commit that holds the row; a row that was there already resolves too.
   * @throws NotStoredError
   */
  store(row: Row): Promise<void>;
};

export type GroupCommitLimits = WaitingLimits & {
  flights: number;
  /** From the arrival of a row to its answer. */
  waitMs: number;
};

type Committing<Row> = {
  /** One transaction for all rows; they come sorted by key. */
  commit(rows: Row[]): Promise<void>;
  onFailure(error: unknown, rows: number): void;
};

const defaultLimits: GroupCommitLimits = {
  batchRows: 64,
  batchBytes: 4 * 1024 ** 2,
  flights: 2,
  heldRows: 4_000,
  heldBytes: 64 * 1024 ** 2,
  waitMs: 3_500,
};

/**
 * There is no timer: a batch is whatever arrived while earlier commits were under way, so a quiet
 * server commits each row at once and a busy one fills its batches by itself.
 */
export function createGroupCommit<Row extends StoredRow>(
  options: Committing<Row> & { limits?: Partial<GroupCommitLimits> },
): GroupCommit<Row> {
  const limits = { ...defaultLimits, ...options.limits };
  const waiting = createWaitingRows<Row>(limits);
  let flights = 0;

  const takeOff = () => {
    if (flights >= limits.flights) return;
    const batch = waiting.take();
    if (batch.length === 0) return;
    flights += 1;
    void commitBatch(batch, options).finally(() => {
      flights -= 1;
      waiting.release(batch);
      takeOff();
    });
  };

  return {
    store(row) {
      if (!waiting.hasRoomFor(row))
        return Promise.reject(new NotStoredError("overloaded"));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.remove(entry);
          // Taken already, its outcome is unknown: the sender's next try is deduplicated.
          reject(new NotStoredError("late"));
        }, limits.waitMs);
        const settle = (error?: NotStoredError) => {
          clearTimeout(timer);
          return error ? reject(error) : resolve();
        };
        const entry = { row, settle };
        waiting.add(entry);
        takeOff();
      });
    },
  };
}

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
