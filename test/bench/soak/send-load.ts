import { setTimeout as sleep } from "node:timers/promises";
import type { Kind, MixedLoad } from "./mixed-load.ts";

export type Answered = { kind: Kind; at: number; ms: number; ok: boolean };

const learnEveryMs = 500;
const stepMs = 10;

/**
 * Sends at a steady rate, whether earlier requests were answered or not, and tells of each how long it took since it
 * was due. Resolves when all were answered.
 */
export async function sendAtRate(
  load: MixedLoad,
  asked: { perSecond: number; ms: number; note(answered: Answered): void },
): Promise<void> {
  const startedAt = performance.now();
  const total = Math.floor((asked.ms / 1_000) * asked.perSecond);
  const running = new Set<Promise<void>>();
  for (let count = 0; count < total; count++) {
    const dueAt = startedAt + (count * 1_000) / asked.perSecond;
    while (performance.now() < dueAt) await sleep(stepMs);
    const { kind, done } = load.sendNext();
    const one = settle(done).then((ok) => {
      const at = performance.now();
      asked.note({ kind, at: at - startedAt, ms: at - dueAt, ok });
      running.delete(one);
    });
    running.add(one);
  }
  await Promise.all(running);
}

/** Sends a number of requests as fast as they are answered, so many at once. */
export async function sendAll(
  load: MixedLoad,
  asked: { count: number; atOnce: number },
): Promise<void> {
  let left = asked.count;
  const sendSome = async () => {
    while (left-- > 0) await load.sendNext().done;
  };
  await Promise.all(Array.from({ length: asked.atOnce }, sendSome));
}

const settle = (done: Promise<void>) =>
  done.then(
    () => true,
    () => false,
  );

/** Parcels that come to be tracked meanwhile are pushed to and looked up. */
export async function learnWhile<Result>(
  load: MixedLoad,
  work: () => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const learning = (async () => {
    while (!ending.signal.aborted) {
      await load.learn();
      await sleep(learnEveryMs);
    }
  })();
  try {
    return await work();
  } finally {
    ending.abort();
    await learning;
  }
}
