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
  /** A commit that takes so long is a slow one. */
  slowMs: number;
  /** From the arrival of a row to its answer. */
  waitMs: number;
};

type Committing<Row> = {
  /** One transaction for all rows; they come sorted by key. */
  commit(rows: Row[]): Promise<void>;
  onFailure(error: unknown, rows: number): void;
};

/** From this many rows on, the next commit is worth a short wait where it is slow, and is sent ahead where it is quick. */
const crowd = 8;
const gatherMs = 2;

const defaultLimits: GroupCommitLimits = {
  batchRows: 64,
  batchBytes: 4 * 1024 ** 2,
  flights: 2,
  slowMs: 4,
  heldRows: 4_000,
  heldBytes: 64 * 1024 ** 2,
  waitMs: 3_500,
};

/**
 * A quiet server commits each row at once, a busy one what came in during the last commit. Where commits are slow, those
 * who were answered send again within a moment: the next one waits until as many are there as in the last one, and for
 * 2 ms at most. Where they are quick, as many rows as are under way are sent behind these, so that the database has them when
 * it is done; less would only make small batches. One that is full is sent behind always.
 */
export function createGroupCommit<Row extends StoredRow>(
  options: Committing<Row> & { limits?: Partial<GroupCommitLimits> },
): GroupCommit<Row> {
  const limits = { ...defaultLimits, ...options.limits };
  const waiting = createWaitingRows<Row>(limits);
  let flights = 0;
  let underWay = 0;
  let last = { rows: 0, ms: 0, endedAt: 0 };
  let gathering: NodeJS.Timeout | undefined;

  const takeOff = () => {
    clearTimeout(gathering);
    gathering = undefined;
    const batch = waiting.take();
    if (batch.length === 0) return;
    flights += 1;
    underWay = batch.length;
    const sentAt = performance.now();
    void commitBatch(batch, options).then((settleAll) => {
      flights -= 1;
      const endedAt = performance.now();
      // One that was sent behind another began when that one ended.
      const ms = endedAt - Math.max(sentAt, last.endedAt);
      last = { rows: batch.length, ms, endedAt };
      waiting.release(batch);
      gather();
      // The database has the next batch before this one's answers are written, which takes as long as half a commit.
      setImmediate(settleAll);
    });
  };
  const gather = () => {
    const rows = waiting.rows();
    // Nobody waits: a clock set now would cut the wait of the next row short.
    if (rows === 0 || flights >= limits.flights) return;
    const now = { rows, flights, underWay, last, slowMs: limits.slowMs };
    const next = waiting.fillBatch() ? "go" : nextOf(now);
    if (next === "go") takeOff();
    else if (next === "gather") gathering ??= setTimeout(takeOff, gatherMs);
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
        gather();
      });
    },
  };
}

/** What becomes of rows that do not fill a batch: they go, wait for others, or wait for the end of what is under way. */
function nextOf(now: {
  rows: number;
  flights: number;
  underWay: number;
  last: { rows: number; ms: number };
  slowMs: number;
}): "go" | "gather" | "wait" {
  const { rows, flights, underWay, last } = now;
  const isQuick = last.ms < now.slowMs;
  if (flights > 0)
    return isQuick && rows >= Math.max(crowd, underWay) ? "go" : "wait";
  const isCrowd = last.rows >= crowd && rows < last.rows;
  return isQuick || !isCrowd ? "go" : "gather";
}

/** Returns what answers those who still wait. */
async function commitBatch<Row>(
  batch: Entry<Row>[],
  { commit, onFailure }: Committing<Row>,
): Promise<() => void> {
  try {
    await commit(batch.map(({ row }) => row));
    return () => {
      for (const entry of batch) entry.settle();
    };
  } catch (error) {
    onFailure(error, batch.length);
    if (batch.length === 1 || !isRowAtFault(error))
      return () => fail(batch, error);
    await commitOneByOne(batch, { commit, onFailure });
    return () => undefined;
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
