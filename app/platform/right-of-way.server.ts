import { setTimeout as sleep } from "node:timers/promises";

/**
 * Where one process takes webhooks in and works on them, taking in goes first: what waits outside is lost when it waits
 * too long, what is stored is not. Work goes on meanwhile, one job at a time, with a rest after each.
 */
export type RightOfWay = {
  /** What came in at the same time. */
  noteArrivals(rows: number): void;
  /** Runs work, now or when its turn has come. */
  giveWay<Result>(work: () => Promise<Result>): Promise<Result>;
};

/** So many at a time is a crowd; a server that keeps up finds one or two. */
const crowd = 8;
const crowdedMs = 50;
/** For each part of the time that work takes, so many parts of rest. */
const restParts = 12;
const longestRestMs = 1_000;

export function createRightOfWay(): RightOfWay {
  let crowdedUntil = 0;
  let lane: Promise<unknown> = Promise.resolve();
  const isCrowded = () => performance.now() < crowdedUntil;
  const rest = async (workedMs: number) => {
    const end =
      performance.now() + Math.min(workedMs * restParts, longestRestMs);
    while (isCrowded() && performance.now() < end) await sleep(5);
  };
  return {
    noteArrivals(rows) {
      if (rows >= crowd) crowdedUntil = performance.now() + crowdedMs;
    },
    giveWay(work) {
      if (!isCrowded()) return work();
      let startedAt = 0;
      const result = lane.then(() => {
        startedAt = performance.now();
        return work();
      });
      const rested = () => rest(performance.now() - startedAt);
      lane = result.then(rested, rested);
      return result;
    },
  };
}
